// Keeps an error inside the part of the screen where it happened, with a way to open that part again.
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from './states.tsx';

/** `title` says which part failed. */
type Props = { title?: string; children: ReactNode };

export class ErrorBoundary extends Component<Props, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children;
    return <Failed title={this.props.title} onRetry={() => this.setState({ hasFailed: false })} />;
  }
}

function Failed({ title, onRetry }: { title: string | undefined; onRetry(): void }) {
  const { t } = useTranslation();
  return (
    <Notice
      tone="failure"
      title={title ?? t('failure.screen')}
      text={t('failure.screenText')}
      onRetry={onRetry}
    />
  );
}
