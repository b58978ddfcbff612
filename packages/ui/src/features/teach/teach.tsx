import { Logo } from '../../components/logo.tsx';
import { text } from '../../text.ts';
import { trackingUri } from '../../base-url.ts';
import { CodeTabs } from './code-tabs.tsx';
import type { SnippetTarget } from './snippets.ts';

export interface TeachProps {
  readonly title: string;
  readonly experiment: Omit<SnippetTarget, 'trackingUri'>;
}

/** An empty page holds the code that fills it. */
export const Teach = ({ title, experiment }: TeachProps) => (
  <section className="scroll-thin min-h-0 flex-1 overflow-y-auto">
    <div className="mx-auto max-w-220 px-6 pt-14 pb-10 max-tablet:px-3.5 max-tablet:pt-6">
      <div className="flex items-center gap-4">
        <Logo size={40} />
        <div className="min-w-0">
          <h2 className="name-type text-number wrap-anywhere">{title}</h2>
          <p className="text-2">{text.teach.lead}</p>
        </div>
      </div>
      <div className="race-line mt-5 mb-7" />
      <CodeTabs target={{ ...experiment, trackingUri: trackingUri() }} />
      <div className="mt-3 flex flex-wrap justify-between gap-x-6 gap-y-1 text-small text-2">
        <p>
          {text.teach.listening} <code>{trackingUri()}</code>
          {text.teach.experimentId(experiment.experimentId)}
        </p>
        <p className="text-3">
          {text.teach.unchanged} <code>MLFLOW_TRACKING_URI</code>
        </p>
      </div>
    </div>
  </section>
);
