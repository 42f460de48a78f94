import { memberCodeOf } from 'retail-model/gs1/store-codes.ts';
import type { Member, Setting, Staff, Supplier } from 'retail-model/catalog/documents.ts';
import type { Words } from 'retail-model/text/words.ts';

/** Invented stores, staff, members and suppliers. Nobody in here exists. */
export const demoStores: readonly { readonly storeId: string; readonly names: Words }[] = [
  { storeId: 's001', names: { zh: '湖滨店', en: 'Lakeside' } }, { storeId: 's002', names: { zh: '北站店', en: 'North Station' } }, { storeId: 's003', names: { zh: '柳园店', en: 'Willow Court' } },
  { storeId: 's004', names: { zh: '东港店', en: 'East Harbour' } }, { storeId: 's005', names: { zh: '科创园店', en: 'Science Park' } }, { storeId: 's006', names: { zh: '南桥店', en: 'South Bridge' } },
  { storeId: 's007', names: { zh: '西山店', en: 'West Hill' } }, { storeId: 's008', names: { zh: '老城店', en: 'Old Town' } },
];

/** PINs of the demonstration, printed at its start: they open an invented shop and nothing else. */
export const demoPins: readonly { readonly staffId: string; readonly names: Words; readonly roles: Staff['roles']; readonly pin: string }[] = [
  { staffId: 'manager-1', names: { zh: '店长', en: 'Store manager' }, roles: ['store-manager', 'attendant', 'cashier'], pin: '4711' },
  { staffId: 'attendant-1', names: { zh: '导购一', en: 'Attendant 1' }, roles: ['attendant'], pin: '2580' },
  { staffId: 'attendant-2', names: { zh: '导购二', en: 'Attendant 2' }, roles: ['attendant'], pin: '3690' },
  { staffId: 'cashier-1', names: { zh: '收银员一', en: 'Cashier 1' }, roles: ['cashier'], pin: '1470' },
  { staffId: 'cashier-2', names: { zh: '收银员二', en: 'Cashier 2' }, roles: ['cashier'], pin: '1590' },
  { staffId: 'engineer-1', names: { zh: '工程师', en: 'Engineer' }, roles: ['engineer'], pin: '7913' },
];

const greetings: readonly Words[] = [
  { zh: '林先生', en: 'Mr Lin' }, { zh: '周女士', en: 'Ms Zhou' }, { zh: '何女士', en: 'Ms He' }, { zh: '高先生', en: 'Mr Gao' }, { zh: '罗女士', en: 'Ms Luo' },
  { zh: '梁先生', en: 'Mr Liang' }, { zh: '宋女士', en: 'Ms Song' }, { zh: '郑先生', en: 'Mr Zheng' }, { zh: '谢女士', en: 'Ms Xie' }, { zh: '韩先生', en: 'Mr Han' },
];
export const demoMembers: readonly Member[] = Array.from({ length: 20 }, (_, index) => ({
  id: `member-${String(index + 1).padStart(2, '0')}`, memberCode: memberCodeOf(String(10_000_000 + (index + 1) * 7919)), greeting: greetings[index % greetings.length]!, active: true,
}));

export const demoSuppliers: readonly Supplier[] = [
  { id: 'north-dairy', names: { zh: '北岭乳品', en: 'North Ridge Dairy' }, leadTimeDays: 1, orderWeekdays: [1, 3, 5], minimumOrderMinor: 20_000 },
  { id: 'fresh-fields', names: { zh: '青禾果蔬', en: 'Fresh Fields Produce' }, leadTimeDays: 1, orderWeekdays: [1, 2, 3, 4, 5, 6, 7], minimumOrderMinor: 10_000 },
  { id: 'river-meats', names: { zh: '大河肉品水产', en: 'River Meats and Fish' }, leadTimeDays: 1, orderWeekdays: [1, 2, 4, 6], minimumOrderMinor: 20_000 },
  { id: 'morning-bakers', names: { zh: '晨光面包坊', en: 'Morning Bakers' }, leadTimeDays: 0, orderWeekdays: [1, 2, 3, 4, 5, 6, 7], minimumOrderMinor: 5_000 },
  { id: 'spring-drinks', names: { zh: '清泉饮料', en: 'Clear Spring Drinks' }, leadTimeDays: 2, orderWeekdays: [2, 5], minimumOrderMinor: 30_000 },
  { id: 'golden-pantry', names: { zh: '金仓食品', en: 'Golden Pantry Foods' }, leadTimeDays: 3, orderWeekdays: [1, 4], minimumOrderMinor: 30_000 },
  { id: 'bright-home', names: { zh: '明居日用', en: 'Bright Home Goods' }, leadTimeDays: 4, orderWeekdays: [3], minimumOrderMinor: 30_000 },
  { id: 'cotton-lane', names: { zh: '棉巷服饰', en: 'Cotton Lane Clothing' }, leadTimeDays: 7, orderWeekdays: [1], minimumOrderMinor: 50_000 },
];

const category = (id: string, zh: string, en: string): Setting => ({ id, kind: 'category', names: { zh, en } });
export const demoSettings: readonly Setting[] = [
  category('fruit', '水果', 'Fruit'), category('vegetables', '蔬菜', 'Vegetables'), category('meat', '肉禽水产', 'Meat and fish'), category('dairy', '乳品', 'Dairy'), category('bakery', '面点蛋类', 'Bakery and eggs'),
  category('drinks', '饮料', 'Drinks'), category('snacks', '零食', 'Snacks'), category('pantry', '米面粮油', 'Grain and oil'), category('sauces', '调味冲饮', 'Sauces and staples'), category('frozen', '冷冻', 'Frozen'),
  category('alcohol', '酒类', 'Alcohol'), category('household', '家居清洁', 'Household'), category('care', '个人护理', 'Personal care'), category('clothing', '服饰', 'Clothing'),
  { id: 'embedded-weight', kind: 'embedded-barcode', pattern: 'weight:21.....{NNDDD}.' },
];

/** The settings that a store has for itself. */
export const demoStoreSettings = (names: Words): readonly Setting[] => [{ id: 'store', kind: 'store', names, currency: 'CNY', timeZone: 'Asia/Shanghai', cashRoundingMinor: 10, demo: true }];
