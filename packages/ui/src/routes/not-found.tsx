import { Link } from '@tanstack/react-router';
import { Page } from '../features/frame/page.tsx';
import { text } from '../text.ts';

export const NotFoundRoute = () => (
  <Page title={text.notFound.title}>
    <div className="flex flex-col items-center gap-2 px-6 pt-20 text-center">
      <p className="text-2">{text.notFound.lead}</p>
      <Link to="/experiments" className="text-accent underline">
        {text.notFound.toExperiments}
      </Link>
    </div>
  </Page>
);
