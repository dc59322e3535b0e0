// How the bytes of a connection are cut into messages.
import { describe, expect, test } from 'vitest';
import {
  errorMessage,
  finalState,
  frameReader,
  fromClient,
  message,
  readyIdle,
  serverMessages,
  simpleQuery,
  startupMessage,
  statementOf,
} from '../../server/db/embedded/wire.ts';

const startup = startupMessage('postgres', 'postgres');

describe('frameReader', () => {
  test('gives the same messages however the bytes are split', () => {
    const sent = Buffer.concat([startup, simpleQuery('select 1'), message(fromClient.sync)]);
    const whole = frameReader()(sent);
    expect(whole.map((frame) => (frame.kind === 'message' ? frame.type : frame.kind))).toEqual([
      'startup',
      fromClient.query,
      fromClient.sync,
    ]);
    for (let size = 1; size < sent.length; size++) {
      const read = frameReader();
      const frames = [];
      for (let at = 0; at < sent.length; at += size) frames.push(...read(sent.subarray(at, at + size)));
      expect(frames).toEqual(whole);
    }
  });

  test('knows an encryption request and a cancel request, which come instead of a start-up message', () => {
    const request = (code: number) => {
      const bytes = Buffer.alloc(8);
      bytes.writeInt32BE(8, 0);
      bytes.writeInt32BE(code, 4);
      return bytes;
    };
    const read = frameReader();
    expect(read(request(80877103))).toEqual([{ kind: 'encryption' }]);
    expect(read(startup)).toEqual([{ kind: 'startup', bytes: startup }]);
    expect(frameReader()(request(80877102))).toEqual([{ kind: 'cancel' }]);
  });
});

test('statementOf reads the text of a query, and the name and text of a Parse', () => {
  expect(statementOf(fromClient.query, simpleQuery('select ở đâu'))).toEqual({
    name: '',
    sql: 'select ở đâu',
  });
  const parse = message(fromClient.parse, Buffer.from('name\0select $1\0\0\0'));
  expect(statementOf(fromClient.parse, parse)).toEqual({ name: 'name', sql: 'select $1' });
});

test('finalState reads the state at the end of an answer, and null where the answer breaks off', () => {
  const error = errorMessage('ERROR', '22012', 'division by zero');
  expect(finalState(Buffer.concat([error, readyIdle]))).toBe('idle');
  expect(finalState(Buffer.concat([error, message(0x5a, 'T')]))).toBe('open');
  expect(finalState(Buffer.concat([error, message(0x5a, 'E')]))).toBe('failed');
  expect(finalState(error)).toBeNull();
  expect(finalState(Buffer.alloc(0))).toBeNull();
});

test('serverMessages cuts an answer into its messages', () => {
  const error = errorMessage('ERROR', '22012', 'division by zero');
  const found = [...serverMessages(Buffer.concat([error, readyIdle]))];
  expect(found.map(({ bytes }) => bytes)).toEqual([error, readyIdle]);
});
