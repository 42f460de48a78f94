import type { ConfigProviderProps } from 'antd';
import type { Language } from 'retail-model/text/words.ts';

type AntdWords = NonNullable<ConfigProviderProps['locale']>;

/** The words that antd's own parts say, in our two languages. Only parts that the offices use. */
export const antdWords: Readonly<Record<Language, AntdWords>> = {
  'zh-CN': {
    locale: 'zh-cn',
    global: { placeholder: '请选择', close: '关闭', sortable: '可排序', show: '显示', hide: '隐藏' },
    Modal: { okText: '确定', cancelText: '取消', justOkText: '知道了' },
    Popconfirm: { okText: '确定', cancelText: '取消' },
    Pagination: { items_per_page: '行/页', jump_to: '跳至', jump_to_confirm: '确定', page: '页', prev_page: '上一页', next_page: '下一页', prev_5: '向前 5 页', next_5: '向后 5 页', prev_3: '向前 3 页', next_3: '向后 3 页', page_size: '每页行数' },
    Table: { selectAll: '选择本页', selectInvert: '反选本页', selectNone: '全不选', selectionAll: '全选', sortTitle: '排序', expand: '展开', collapse: '收起', triggerDesc: '点击降序', triggerAsc: '点击升序', cancelSort: '取消排序' },
  },
  'en': {
    locale: 'en-gb',
    global: { placeholder: 'Please choose', close: 'Close', sortable: 'sortable', show: 'show', hide: 'hide' },
    Modal: { okText: 'OK', cancelText: 'Cancel', justOkText: 'OK' },
    Popconfirm: { okText: 'OK', cancelText: 'Cancel' },
    Pagination: { items_per_page: 'rows a page', jump_to: 'Go to', jump_to_confirm: 'OK', page: 'Page', prev_page: 'Previous page', next_page: 'Next page', prev_5: 'Back 5 pages', next_5: 'On 5 pages', prev_3: 'Back 3 pages', next_3: 'On 3 pages', page_size: 'Rows a page' },
    Table: { selectAll: 'Select this page', selectInvert: 'Invert this page', selectNone: 'Select none', selectionAll: 'Select all', sortTitle: 'Sort', expand: 'Open', collapse: 'Close', triggerDesc: 'Sort downwards', triggerAsc: 'Sort upwards', cancelSort: 'Do not sort' },
  },
};
