import { Button, Checkbox, Dropdown, Table } from 'antd';
import { useEffect, useState, type Key, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { useText } from '../text/language-context.tsx';
import { csvOf } from './csv.ts';
import { downloadText } from './download-file.ts';
import { officeWords } from './office-words.ts';
import { useRemembered } from './remembered-state.ts';

export interface DataColumn<Row> {
  readonly key: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** Missing: this column does not sort. Nulls stand last. */
  readonly sortBy?: (row: Row) => string | number | null;
  /** Missing: not in the export (buttons, pictures). Raw values. */
  readonly csv?: (row: Row) => string | number | null;
  readonly align?: 'right' | 'center';
  readonly width?: number | string;
  /** A column without which the table makes no sense. */
  readonly always?: boolean;
  readonly notPrinted?: boolean;
  /** Shown only when a person asks for it. */
  readonly hiddenAtFirst?: boolean;
  /** Stays in sight when the table scrolls sideways. */
  readonly stays?: boolean;
}

export interface DataTableProps<Row> {
  /** Names the table for the remembered columns and the file of the export. */
  readonly name: string;
  readonly caption: string;
  readonly columns: readonly DataColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly empty: ReactNode;
  /** Left of the tool bar: search and filters. */
  readonly tools?: ReactNode;
  readonly pageSize?: number;
  readonly firstSort?: { readonly key: string; readonly order: 'ascend' | 'descend' };
  readonly selection?: { readonly keys: readonly string[]; readonly onChange: (keys: readonly string[]) => void };
  readonly expand?: (row: Row) => ReactNode;
  /** Without the tool bar. */
  readonly bare?: boolean;
  /** Narrower than this the table scrolls sideways in its own box. */
  readonly minWidth?: number;
  readonly rowTone?: (row: Row) => 'warning' | 'danger' | null;
}

const collator = new Intl.Collator(['zh-CN', 'en'], { numeric: true });
const compare = (a: string | number | null, b: string | number | null): number => {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
};

/** A dense table that sorts, keeps its columns, exports what it shows and prints every row of it. */
export function DataTable<Row extends object>({ name, caption, columns, rows, rowKey, empty, tools, pageSize = 100, firstSort, selection, expand, bare = false, minWidth = 720, rowTone }: DataTableProps<Row>) {
  const say = useText(officeWords);
  const [hidden, setHidden] = useRemembered<readonly string[]>(`columns.${name}`, (kept) => (Array.isArray(kept) ? kept.filter((key) => typeof key === 'string') : columns.filter((column) => column.hiddenAtFirst).map((column) => column.key)));
  const printing = usePrinting();
  const shown = columns.filter((column) => column.always || !hidden.includes(column.key));
  const exportCsv = (): void => {
    const written = shown.flatMap((column) => (column.csv ? [{ heading: column.title, cell: column.csv }] : []));
    downloadText(`${name}.csv`, csvOf(written, rows), 'text/csv;charset=utf-8');
  };
  return (
    <div className="data-table">
      {!bare && (
        <div className="table-tools">
          <div className="table-filters">{tools}</div>
          <div className="table-verbs">
            <Dropdown
              trigger={['click']} placement="bottomRight"
              popupRender={() => (
                <div className="column-choice">
                  {columns.filter((column) => !column.always && column.title !== '').map((column) => (
                    <Checkbox key={column.key} checked={!hidden.includes(column.key)} onChange={({ target }) => { setHidden(target.checked ? hidden.filter((key) => key !== column.key) : [...hidden, column.key]); }}>{column.title}</Checkbox>
                  ))}
                </div>
              )}
            >
              <Button>{say('columns')}</Button>
            </Dropdown>
            <Button onClick={exportCsv}>{say('export-csv')}</Button>
            <Button onClick={() => { window.print(); }}>{say('print')}</Button>
          </div>
        </div>
      )}
      <ScrollBox name={caption} own={bare}>
        <Table<Row>
          size="small" rowKey={rowKey} dataSource={[...rows]} aria-label={caption} showSorterTooltip={false}
          {...(printing || bare || rows.length === 0 ? {} : { sticky: true, scroll: { x: minWidth } })}
          columns={shown.map(({ key, title, cell, sortBy, align, width, notPrinted, stays }) => ({
            key, title, render: (_value: unknown, row: Row) => cell(row),
            ...(align ? { align } : {}), ...(width === undefined ? {} : { width }), ...(notPrinted ? { className: 'not-printed' } : {}), ...(stays ? { fixed: 'right' as const } : {}),
            ...(sortBy ? { sorter: (a: Row, b: Row) => compare(sortBy(a), sortBy(b)), ...(firstSort?.key === key ? { defaultSortOrder: firstSort.order } : {}) } : {}),
          }))}
          pagination={printing || rows.length <= pageSize ? false : { pageSize, showSizeChanger: false, showTotal: (all, [from, to]) => say('rows-of', { from, to, all }) }}
          locale={{ emptyText: empty }}
          {...(selection ? { rowSelection: { selectedRowKeys: [...selection.keys], onChange: (keys: Key[]) => { selection.onChange(keys.map(String)); }, columnWidth: 36 } } : {})}
          {...(expand ? { expandable: { expandedRowRender: expand, expandRowByClick: false, columnWidth: 36 } } : {})}
          {...(rowTone ? { rowClassName: (row: Row) => { const tone = rowTone(row); return tone ? `row-${tone}` : ''; } } : {})}
        />
      </ScrollBox>
    </div>
  );
}

/**
 * A bare table scrolls in this box: antd's own scrolling repeats the heads in a hidden measuring row, where a checkbox would be focusable,
 * and its box cannot be reached by keyboard.
 */
function ScrollBox({ name, own, children }: { readonly name: string; readonly own: boolean; readonly children: ReactNode }) {
  return own ? <div className="table-scroll" role="region" aria-label={name} tabIndex={0}>{children}</div> : children;
}

/** True while the browser prints, rendered before it takes the page: pages of a table become one. */
function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const begin = (): void => { flushSync(() => { setPrinting(true); }); };
    const end = (): void => { setPrinting(false); };
    window.addEventListener('beforeprint', begin);
    window.addEventListener('afterprint', end);
    return () => {
      window.removeEventListener('beforeprint', begin);
      window.removeEventListener('afterprint', end);
    };
  }, []);
  return printing;
}
