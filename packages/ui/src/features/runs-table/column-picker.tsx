import { Columns3 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Checkbox } from '../../components/checkbox.tsx';
import { Icon } from '../../components/icon.tsx';
import { Popover } from '../../components/popover.tsx';
import { formatCount } from '../../format/number.ts';
import { text } from '../../text.ts';
import type { LoggedKeys } from './keys.ts';

export interface ColumnPickerProps {
  readonly open: boolean;
  onOpenChange(open: boolean): void;
  readonly ids: readonly string[];
  readonly keys: LoggedKeys;
  /** `undefined` goes back to the columns that choose themselves. */
  onChange(ids: readonly string[] | undefined): void;
}

/** More keys than this are found by typing. */
const MOST_SHOWN = 60;

interface SectionProps {
  readonly title: string;
  readonly keys: readonly string[];
  readonly choices: readonly { readonly prefix: string; readonly label: string }[];
  readonly chosen: ReadonlySet<string>;
  onToggle(id: string): void;
}

const Section = ({ title, keys, choices, chosen, onToggle }: SectionProps) => (
  <fieldset className="pb-1">
    <legend className="flex w-full items-center gap-2 px-3 pt-2 pb-1 text-caption text-3">
      <span className="flex-1">{title}</span>
      {choices.length > 1 &&
        choices.map((choice) => (
          <span key={choice.prefix} className="w-12 text-center">
            {choice.label}
          </span>
        ))}
    </legend>
    {keys.slice(0, MOST_SHOWN).map((key) => (
      <div key={key} className="group flex h-7 items-center gap-2 px-3 hover:bg-hover">
        <span className="min-w-0 flex-1 truncate" title={key}>
          {key}
        </span>
        {choices.map((choice) => {
          const id = `${choice.prefix}${choice.prefix === '' ? text.runs.columnIdOf(key) : key}`;
          return (
            <span key={id} className="grid w-12 place-items-center">
              <Checkbox
                label={text.runs.showColumn(key, choice.label)}
                checked={chosen.has(id)}
                onToggle={() => onToggle(id)}
              />
            </span>
          );
        })}
      </div>
    ))}
    {keys.length > MOST_SHOWN && (
      <p className="px-3 py-1 text-small text-3">{text.runs.moreColumns(keys.length - MOST_SHOWN)}</p>
    )}
  </fieldset>
);

const ATTRIBUTES = ['created', 'duration', 'user'] as const;

/** Which columns the table shows, by name. */
export const ColumnPicker = ({ open, onOpenChange, ids, keys, onChange }: ColumnPickerProps) => {
  const [search, setSearch] = useState('');
  const chosen = new Set(ids);
  const toggle = (id: string): void =>
    onChange(chosen.has(id) ? ids.filter((other) => other !== id) : [...ids, id]);
  const matching = (all: Iterable<string>): string[] =>
    [...all].filter((key) => key.toLowerCase().includes(search.toLowerCase())).sort();
  const total = ATTRIBUTES.length + keys.metrics.size * 2 + keys.params.size + keys.tags.size;
  const attributes = ATTRIBUTES.filter((kind) =>
    text.runs.column[kind].toLowerCase().includes(search.toLowerCase()),
  );

  return (
    <Popover
      label={text.runs.columns}
      open={open}
      onOpenChange={onOpenChange}
      trigger={
        <Button variant="quiet" icon={<Icon of={Columns3} />} className="max-tablet:hidden">
          {text.runs.columns} <span className="text-3">{ids.length}</span>
        </Button>
      }
    >
      <div className="flex max-h-[70vh] w-88 flex-col">
        <div className="border-b border-line p-2">
          <input
            type="search"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            placeholder={text.runs.findColumn(formatCount(total))}
            aria-label={text.runs.findColumn(formatCount(total))}
            className="h-7 w-full rounded-ctl border border-line-2 bg-surface px-2 placeholder:text-3"
          />
        </div>
        <div className="scroll-thin min-h-0 flex-1 overflow-y-auto">
          <Section
            title={text.runs.group.attributes}
            keys={attributes.map((kind) => text.runs.column[kind])}
            choices={[{ prefix: '', label: '' }]}
            chosen={chosen}
            onToggle={toggle}
          />
          <Section
            title={text.runs.group.metrics}
            keys={matching(keys.metrics.keys())}
            choices={[
              { prefix: 'm.', label: text.runs.last },
              { prefix: 'c.', label: text.runs.curve },
            ]}
            chosen={chosen}
            onToggle={toggle}
          />
          <Section
            title={text.runs.group.params}
            keys={matching(keys.params.keys())}
            choices={[{ prefix: 'p.', label: '' }]}
            chosen={chosen}
            onToggle={toggle}
          />
          <Section
            title={text.runs.group.tags}
            keys={matching(keys.tags.keys())}
            choices={[{ prefix: 't.', label: '' }]}
            chosen={chosen}
            onToggle={toggle}
          />
        </div>
        <div className="border-t border-line p-1.5">
          <Button variant="quiet" small onClick={() => onChange(undefined)}>
            {text.runs.defaultColumns}
          </Button>
        </div>
      </div>
    </Popover>
  );
};
