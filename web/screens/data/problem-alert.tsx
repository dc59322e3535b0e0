// A refused request in words: what is wrong, and each wrong place of the input.
import { Alert, List, Text } from '@mantine/core';
import type { ApiProblem } from '../../api.ts';
import { useWords } from '../../text/words.ts';

export function ProblemAlert({ title, problem }: { title: string; problem: ApiProblem }) {
  const words = useWords();
  const sentence = words.problem(problem);
  const details = (problem.document?.errors ?? [])
    .map((error) => (words.language === 'vi' ? error.detail : error.detailEn))
    .filter((detail) => detail !== sentence);
  return (
    <Alert color="red" variant="light" role="alert" title={title}>
      <Text size="sm" c="var(--ink)">
        {sentence}
      </Text>
      {details.length === 0 ? null : (
        <List size="sm" c="var(--ink)">
          {[...new Set(details)].map((detail) => (
            <List.Item key={detail}>{detail}</List.Item>
          ))}
        </List>
      )}
    </Alert>
  );
}
