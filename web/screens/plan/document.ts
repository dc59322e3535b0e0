// The plan as a Word document in the form of NĐ 30/2020/NĐ-CP (appendix I): letterhead, drawing, measures, checks, effect,
// recipients and signature. Number, date and signature stay blank: it is a draft. Loaded only when somebody asks for it.
import {
  AlignmentType,
  BorderStyle,
  Document,
  Header,
  ImageRun,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';

export type DocumentFacts = {
  country: string;
  motto: string;
  agencyAbove: string;
  agency: string;
  number: string;
  placeDate: string;
  type: string;
  subject: string;
  grounds: readonly string[];
  /** Titled parts: sentences, one of them with the picture, one with the table. */
  parts: readonly DocumentPart[];
  recipients: { title: string; list: readonly string[] };
  signTitle: string;
  signHint: string;
  /** Marked in red at the top; '' for none. */
  mark: string;
};

type DocumentPart = {
  title: string;
  lines: readonly string[];
  picture?: { png: ArrayBuffer; widthPx: number; heightPx: number; caption: string };
  table?: { head: readonly string[]; rows: readonly (readonly string[])[]; widths: readonly number[] };
};

/** Half points: 13 points, and 12 for tables and recipients. */
const size = { body: 26, small: 24, table: 22 } as const;
/** Twentieths of a point; 20 mm and 30 mm are 1134 and 1701. */
const margin = { top: 1_134, bottom: 1_134, left: 1_701, right: 1_134, header: 567 } as const;
const textWidth = 11_906 - margin.left - margin.right;
/** Width of the picture, CSS pixels at 96 dpi: as wide as the text. */
const pictureWidth = Math.round((textWidth / 1_440) * 96);

const none = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;
const noBorders = {
  top: none,
  bottom: none,
  left: none,
  right: none,
  insideHorizontal: none,
  insideVertical: none,
};

function centred(text: string, look: { bold?: boolean; italics?: boolean; size?: number } = {}): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    children: [new TextRun({ text, size: size.body, ...look })],
  });
}

/** A thin line below a heading, in the middle of a column and as long as a share of it. */
function rule(columnWidth: number, share: number): Paragraph {
  const indent = Math.round((columnWidth * (1 - share)) / 2);
  return new Paragraph({
    indent: { left: indent, right: indent },
    spacing: { line: 60, lineRule: LineRuleType.EXACT, after: 80 },
    border: { bottom: { style: BorderStyle.SINGLE, size: 6, space: 0, color: 'auto' } },
    children: [],
  });
}

function letterhead(facts: DocumentFacts): Table {
  // The name of the country takes one line.
  const widths = [Math.round(textWidth * 0.38), Math.round(textWidth * 0.62)] as const;
  const cell = (width: number, children: Paragraph[]) =>
    new TableCell({
      width: { size: width, type: WidthType.DXA },
      margins: { left: 0, right: 0 },
      borders: noBorders,
      children,
    });
  return new Table({
    width: { size: textWidth, type: WidthType.DXA },
    columnWidths: [...widths],
    borders: noBorders,
    rows: [
      new TableRow({
        children: [
          cell(widths[0], [
            centred(facts.agencyAbove, { size: size.small }),
            centred(facts.agency, { bold: true, size: size.small }),
            rule(widths[0], 0.3),
            centred(facts.number),
          ]),
          cell(widths[1], [
            centred(facts.country, { bold: true, size: size.small }),
            centred(facts.motto, { bold: true }),
            rule(widths[1], 0.52),
            centred(facts.placeDate, { italics: true }),
          ]),
        ],
      }),
    ],
  });
}

function body(text: string, look: { italics?: boolean } = {}): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.JUSTIFIED,
    indent: { firstLine: 567 },
    spacing: { before: 120 },
    children: [new TextRun({ text, size: size.body, ...look })],
  });
}

function partOf(part: DocumentPart): (Paragraph | Table)[] {
  const { picture, table } = part;
  return [
    new Paragraph({
      spacing: { before: 240 },
      keepNext: true,
      children: [new TextRun({ text: part.title, bold: true, size: size.body })],
    }),
    ...part.lines.map((line) => body(line)),
    ...(picture === undefined
      ? []
      : [
          new Paragraph({
            alignment: AlignmentType.CENTER,
            spacing: { before: 120 },
            children: [
              new ImageRun({
                type: 'png',
                data: picture.png,
                transformation: {
                  width: pictureWidth,
                  height: Math.round((pictureWidth * picture.heightPx) / picture.widthPx),
                },
                altText: { name: picture.caption, description: picture.caption, title: picture.caption },
              }),
            ],
          }),
          centred(picture.caption, { italics: true, size: size.small }),
        ]),
    ...(table === undefined ? [] : [tableOf(table)]),
  ];
}

function tableOf({ head, rows, widths }: NonNullable<DocumentPart['table']>): Table {
  const total = widths.reduce((sum, width) => sum + width, 0);
  const columnWidths = widths.map((width) => Math.round((width / total) * textWidth));
  const row = (cells: readonly string[], isHead: boolean) =>
    new TableRow({
      tableHeader: isHead,
      cantSplit: true,
      children: cells.map(
        (text, i) =>
          new TableCell({
            width: { size: columnWidths[i] ?? 0, type: WidthType.DXA },
            margins: { left: 60, right: 60, top: 30, bottom: 30 },
            children: [
              new Paragraph({
                alignment: isHead || i === 0 ? AlignmentType.CENTER : AlignmentType.LEFT,
                children: [new TextRun({ text, size: size.table, bold: isHead })],
              }),
            ],
          }),
      ),
    });
  return new Table({
    width: { size: textWidth, type: WidthType.DXA },
    columnWidths,
    rows: [row(head, true), ...rows.map((cells) => row(cells, false))],
  });
}

function signature({ recipients, signTitle, signHint }: DocumentFacts): Table {
  const widths = [Math.round(textWidth * 0.45), Math.round(textWidth * 0.55)] as const;
  const cell = (width: number, children: Paragraph[]) =>
    new TableCell({ width: { size: width, type: WidthType.DXA }, borders: noBorders, children });
  return new Table({
    width: { size: textWidth, type: WidthType.DXA },
    columnWidths: [...widths],
    borders: noBorders,
    rows: [
      new TableRow({
        cantSplit: true,
        children: [
          cell(widths[0], [
            new Paragraph({
              children: [
                new TextRun({ text: recipients.title, bold: true, italics: true, size: size.small }),
              ],
            }),
            ...recipients.list.map((text) => new Paragraph({ children: [new TextRun({ text, size: 22 })] })),
          ]),
          cell(widths[1], [
            centred(signTitle, { bold: true }),
            centred(signHint, { italics: true, size: size.small }),
            ...Array.from({ length: 5 }, () => centred('')),
          ]),
        ],
      }),
    ],
  });
}

/** The bytes of a .docx file. */
export function planDocument(facts: DocumentFacts): Promise<Blob> {
  const number = new Paragraph({
    alignment: AlignmentType.CENTER,
    children: [new TextRun({ children: [PageNumber.CURRENT], size: size.body })],
  });
  const document = new Document({
    styles: { default: { document: { run: { font: 'Times New Roman', size: size.body } } } },
    sections: [
      {
        properties: {
          titlePage: true,
          page: { size: { width: 11_906, height: 16_838 }, margin },
        },
        // The number of the first page is not shown.
        headers: {
          default: new Header({ children: [number] }),
          first: new Header({ children: [new Paragraph('')] }),
        },
        children: [
          letterhead(facts),
          ...(facts.mark === ''
            ? []
            : [
                new Paragraph({
                  alignment: AlignmentType.CENTER,
                  spacing: { before: 120 },
                  children: [
                    new TextRun({ text: facts.mark, bold: true, color: 'A11A12', size: size.small }),
                  ],
                }),
              ]),
          new Paragraph({
            alignment: AlignmentType.CENTER,
            spacing: { before: 240 },
            children: [new TextRun({ text: facts.type, bold: true, size: 28 })],
          }),
          centred(facts.subject, { bold: true, size: 28 }),
          rule(textWidth, 0.25),
          ...facts.grounds.map((ground) => body(ground, { italics: true })),
          ...facts.parts.flatMap(partOf),
          new Paragraph({ spacing: { before: 240 }, children: [] }),
          signature(facts),
        ],
      },
    ],
  });
  return Packer.toBlob(document);
}
