import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useId } from 'react';
import { serverInfo } from '../api/queries.ts';
import { trackingUri } from '../base-url.ts';
import { Segmented } from '../components/segmented.tsx';
import { Page } from '../features/frame/page.tsx';
import { usePreference, writePreference } from '../features/frame/preferences.ts';
import { useLive } from '../features/live/use-live.ts';
import { text } from '../text.ts';

const Setting = ({
  label,
  note,
  children,
}: {
  readonly label: string;
  readonly note?: string;
  readonly children: ReactNode;
}) => (
  <div className="flex min-h-12 items-center gap-4 border-t border-line px-3.5 py-2 first:border-t-0">
    <div className="min-w-0 flex-1">
      <div>{label}</div>
      {note !== undefined && <div className="text-small text-3">{note}</div>}
    </div>
    {children}
  </div>
);

const Card = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="mb-1.5 font-bold">
        {title}
      </h2>
      <div className="rounded-card border border-line bg-surface">{children}</div>
    </section>
  );
};

const Fact = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <div className="flex min-h-8 items-center gap-4 border-t border-line px-3.5 py-1.5 first:border-t-0">
    <dt className="w-36 shrink-0 text-3">{label}</dt>
    <dd className="min-w-0 wrap-anywhere">{children}</dd>
  </div>
);

const options = <Value extends string>(labels: Readonly<Record<Value, string>>) =>
  (Object.keys(labels) as Value[]).map((value) => ({ value, label: labels[value] }));

export const SettingsRoute = () => {
  const info = useQuery(serverInfo());
  const { settings } = text;
  const theme = usePreference('theme');
  const density = usePreference('density');
  const letterKeys = usePreference('letterKeys');
  useLive({ experimentIds: [] }, () => Promise.resolve());
  return (
    <Page title={text.nav.settings} ground="canvas">
      <div className="scroll-thin min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto flex max-w-180 flex-col gap-6 px-6 pt-5 pb-10 max-tablet:px-3.5">
          <Card title={settings.look}>
            <Setting label={settings.theme}>
              <Segmented
                label={settings.theme}
                value={theme}
                options={options(settings.themes)}
                onChange={(value) => writePreference('theme', value)}
              />
            </Setting>
            <Setting label={settings.density} note={settings.densityNote}>
              <Segmented
                label={settings.density}
                value={density}
                options={options(settings.densities)}
                onChange={(value) => writePreference('density', value)}
              />
            </Setting>
          </Card>
          <Card title={settings.keyboard}>
            <Setting label={settings.letterKeys} note={settings.letterKeysNote}>
              <Segmented
                label={settings.letterKeys}
                value={letterKeys}
                options={options(settings.onOff)}
                onChange={(value) => writePreference('letterKeys', value)}
              />
            </Setting>
          </Card>
          <Card title={settings.server}>
            <dl>
              <Fact label={settings.trackingUri}>
                <code>{trackingUri()}</code>
              </Fact>
              <Fact label={settings.version}>{info.data?.version ?? '–'}</Fact>
              <Fact label={settings.store}>{info.data?.store ?? '–'}</Fact>
              <Fact label={settings.artifacts}>
                <code>{info.data?.artifactRoot ?? '–'}</code>
              </Fact>
            </dl>
          </Card>
        </div>
      </div>
    </Page>
  );
};
