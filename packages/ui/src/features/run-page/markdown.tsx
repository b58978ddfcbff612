import ReactMarkdown from 'react-markdown';
import remarkGfm from 'remark-gfm';

const PLUGINS = [remarkGfm];

/** Markdown from people. Raw HTML in it stays text; links leave the page without telling where from. */
const Markdown = ({ source }: { readonly source: string }) => (
  <div className="name-type flex flex-col gap-1.5 text-cell/[18px] text-2 wrap-anywhere [&_a]:text-accent [&_a]:underline [&_code]:rounded-chip [&_code]:bg-sunken [&_code]:px-1 [&_h1]:font-bold [&_h2]:font-bold [&_h3]:font-bold [&_ol]:list-decimal [&_ol]:pl-4 [&_ul]:list-disc [&_ul]:pl-4">
    <ReactMarkdown
      remarkPlugins={PLUGINS}
      components={{
        // The page has its h1; a note's headings stay below it.
        h1: ({ children }) => <h3>{children}</h3>,
        h2: ({ children }) => <h3>{children}</h3>,
        a: ({ href, children }) => (
          <a href={href} target="_blank" rel="noopener noreferrer">
            {children}
          </a>
        ),
        // Opening a note must not call other servers.
        img: ({ alt, src }) => <a href={typeof src === 'string' ? src : undefined}>{alt ?? src}</a>,
      }}
    >
      {source}
    </ReactMarkdown>
  </div>
);

export default Markdown;
