import { clsx } from 'clsx';
import { useMemo } from 'react';
import { looksNumeric } from '../../format/number.ts';
import { text } from '../../text.ts';
import { parseDelimited } from './parse-delimited.ts';

const MOST_ROWS = 500;

export interface DelimitedTableProps {
  readonly content: string;
  readonly tabs: boolean;
}

export const DelimitedTable = ({ content, tabs }: DelimitedTableProps) => {
  const [head = [], ...rows] = useMemo(
    () => parseDelimited(content, tabs ? '\t' : ',', MOST_ROWS + 1),
    [content, tabs],
  );
  return (
    <div
      tabIndex={0}
      role="region"
      aria-label={text.artifacts.content}
      className="scroll-thin min-h-0 flex-1 overflow-auto"
    >
      <table className="border-collapse text-cell">
        <thead>
          <tr>
            {head.map((cell, column) => (
              <th
                key={`${column}-${cell}`}
                className="sticky top-0 h-7 border-b border-line-2 bg-surface px-3 text-left text-caption font-[450] whitespace-nowrap text-3"
              >
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={`${index}-${row[0]}`} className="border-b border-line hover:bg-hover">
              {row.map((cell, column) => (
                <td
                  key={`${column}-${cell}`}
                  className={clsx('h-6 px-3 whitespace-nowrap', looksNumeric(cell) && 'text-right')}
                >
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === MOST_ROWS && (
        <p className="p-3 text-small text-3">{text.artifacts.firstRows(MOST_ROWS)}</p>
      )}
    </div>
  );
};
