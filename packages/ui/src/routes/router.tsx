import {
  createRootRoute,
  createRoute,
  createRouter,
  type ErrorComponentProps,
  lazyRouteComponent,
} from '@tanstack/react-router';
import { baseUrl } from '../base-url.ts';
import { Problem } from '../components/problem.tsx';
import { AppFrame } from '../features/frame/app-frame.tsx';
import { Page } from '../features/frame/page.tsx';
import { text } from '../text.ts';
import { followMlflowLink } from '../url/follow-mlflow-link.ts';
import { parseExperimentsSearch } from '../url/experiments-search.ts';
import { parseRunSearch } from '../url/run-search.ts';
import { parseRunsSearch } from '../url/runs-search.ts';
import { parseSearch, stringifySearch } from '../url/search-codec.ts';
import { ExperimentsRoute } from './experiments.tsx';
import { HomeRoute } from './home.tsx';
import { NotFoundRoute } from './not-found.tsx';

const Broken = ({ error, reset }: ErrorComponentProps) => (
  <Page title={text.problem}>
    <Problem error={error instanceof Error ? error : new TypeError(String(error))} onRetry={reset} />
  </Page>
);

const root = createRootRoute({
  component: AppFrame,
  notFoundComponent: NotFoundRoute,
  errorComponent: Broken,
});

const home = createRoute({ getParentRoute: () => root, path: '/', component: HomeRoute });

const experiments = createRoute({
  getParentRoute: () => root,
  path: '/experiments',
  validateSearch: parseExperimentsSearch,
  component: ExperimentsRoute,
});

const runs = createRoute({
  getParentRoute: () => root,
  path: '/experiments/$experimentId',
  validateSearch: parseRunsSearch,
  component: lazyRouteComponent(() => import('./runs.tsx'), 'RunsRoute'),
});

const run = createRoute({
  getParentRoute: () => root,
  path: '/experiments/$experimentId/runs/$runId',
  validateSearch: parseRunSearch,
  component: lazyRouteComponent(() => import('./run.tsx'), 'RunRoute'),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(() => import('./settings.tsx'), 'SettingsRoute'),
});

followMlflowLink();

export const router = createRouter({
  routeTree: root.addChildren([home, experiments, runs, run, settings]),
  basepath: baseUrl().pathname,
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  defaultErrorComponent: Broken,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
