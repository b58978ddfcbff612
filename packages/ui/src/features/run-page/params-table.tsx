import type { Run } from '@millrace/spec';
import { useState } from 'react';
import { text } from '../../text.ts';
import { DataCard, DataHead, FilterField } from './data-card.tsx';

/** Parameters exactly as logged. */
export const ParamsTable = ({ run }: { readonly run: Run }) => {
  const [filter, setFilter] = useState('');
  const wanted = filter.toLowerCase();
  const params = run.params
    .filter(({ key, value }) => `${key} ${value}`.toLowerCase().includes(wanted))
    .toSorted((a, b) => a.key.localeCompare(b.key));
  return (
    <DataCard
      title={text.runs.group.params}
      count={run.params.length}
      action={
        run.params.length > 8 && (
          <FilterField label={text.run.filterParams} value={filter} onChange={setFilter} />
        )
      }
    >
      <DataHead>
        <th className="w-[46%] px-3.5 text-left font-[450]">{text.run.name}</th>
        <th className="px-2 text-left font-[450]">{text.run.value}</th>
      </DataHead>
      <tbody>
        {params.map(({ key, value }) => (
          <tr key={key} className="h-6 border-t border-line text-cell hover:bg-hover">
            <th scope="row" className="truncate pr-2 pl-3.5 text-left font-normal" title={key}>
              {key}
            </th>
            <td className="name-type truncate px-2" title={value}>
              {value}
            </td>
          </tr>
        ))}
      </tbody>
    </DataCard>
  );
};
