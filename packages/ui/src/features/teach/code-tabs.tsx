import { Check, Copy } from 'lucide-react';
import { clsx } from 'clsx';
import { useId, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { text } from '../../text.ts';
import { usePreference, writePreference } from '../frame/preferences.ts';
import { type CodePiece, highlightCode } from './highlight-code.ts';
import { type Language, type SnippetTarget, snippets } from './snippets.ts';

const LANGUAGES: readonly Language[] = ['typescript', 'python', 'curl'];

const COLOURS: Record<CodePiece['kind'], string | undefined> = {
  plain: undefined,
  comment: 'text-3',
  keyword: 'text-(--syntax-keyword)',
  string: 'text-(--syntax-string)',
  number: 'text-(--syntax-number)',
};

/** The code that fills this page, in the language last looked at. */
export const CodeTabs = ({ target }: { readonly target: SnippetTarget }) => {
  const language = usePreference('codeLanguage');
  const [copied, setCopied] = useState(false);
  const panel = useId();
  const code = snippets[language](target);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(code);
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  };
  return (
    <div className="overflow-hidden rounded-ctl border border-line bg-code">
      <div className="flex h-8 items-center gap-0.5 border-b border-line px-1">
        <div role="tablist" aria-label={text.teach.languages} className="flex gap-0.5">
          {LANGUAGES.map((name) => (
            <button
              key={name}
              type="button"
              role="tab"
              aria-selected={name === language}
              aria-controls={panel}
              onClick={() => writePreference('codeLanguage', name)}
              className={clsx(
                'h-6 rounded-[4px] px-2.25 text-small',
                name === language ? 'bg-surface font-strong ring ring-line-2' : 'text-2 hover:text-1',
              )}
            >
              {text.teach.language[name]}
            </button>
          ))}
        </div>
        <Button
          variant="quiet"
          small
          className="ml-auto"
          icon={<Icon of={copied ? Check : Copy} small />}
          onClick={() => void copy()}
        >
          {copied ? text.copied : text.copy}
        </Button>
      </div>
      <pre
        id={panel}
        role="tabpanel"
        tabIndex={0}
        aria-label={text.teach.language[language]}
        className="scroll-thin overflow-x-auto px-3.5 py-3 text-[12px]/[19px]"
      >
        {highlightCode(code).map((piece, index) => (
          <span key={`${index}-${piece.text}`} className={COLOURS[piece.kind]}>
            {piece.text}
          </span>
        ))}
      </pre>
    </div>
  );
};
