import type { Price, Product, Promotion } from 'retail-model/catalog/documents.ts';
import { freshShelves } from './fresh-goods.ts';
import { productsOf } from './goods-row.ts';
import { homeShelves } from './home-goods.ts';
import { packedShelves } from './shelf-goods.ts';

const shelves = [...freshShelves, ...packedShelves, ...homeShelves];

/** Invented goods: the same at every start. Their prices have been valid for ever, their promotions run until 2100. */
export const demoProducts: readonly Product[] = shelves.flatMap(productsOf);

export const demoPrices: readonly Price[] = shelves.flatMap((shelf) => shelf.rows.map(([id, , , , amountMinor]) => ({ id: `${id}@1`, productId: id, amountMinor, validFromMs: 0, epoch: 1 })));

const always = { validFromMs: 0, validUntilMs: Date.UTC(2100, 0, 1), active: true };
export const demoPromotions: readonly Promotion[] = [
  { id: 'yogurt-second', names: { zh: '酸奶买三付二', en: 'Yogurt: buy 3, pay 2' }, rule: { kind: 'buy-n-pay-m', productIds: ['yogurt-plain', 'yogurt-strawberry', 'yogurt-drink'], buy: 3, pay: 2 }, membersOnly: false, ...always },
  { id: 'crisps-20', names: { zh: '薯片八折', en: 'Crisps 20 % off' }, rule: { kind: 'percent-off', productIds: ['crisps-plain-70', 'crisps-spicy-70'], basisPoints: 2000 }, membersOnly: false, ...always },
  { id: 'laundry-minus-5', names: { zh: '洗衣液立减5元', en: 'Laundry liquid ¥5 off' }, rule: { kind: 'amount-off', productIds: ['laundry-liquid-3kg'], amountMinor: 500 }, membersOnly: false, ...always },
  { id: 'breakfast-bundle', names: { zh: '早餐组合', en: 'Breakfast bundle' }, rule: { kind: 'bundle', productIds: ['milk-whole-1l', 'toast-white'], amountMinor: 1990 }, membersOnly: false, ...always },
  { id: 'member-fruit-10', names: { zh: '会员水果九折', en: 'Members: fruit 10 % off' }, rule: { kind: 'percent-off', productIds: ['apple-red', 'banana', 'orange-navel', 'pear-crown', 'grape-green'], basisPoints: 1000 }, membersOnly: true, ...always },
  { id: 'basket-200', names: { zh: '满200减10', en: '¥10 off from ¥200' }, rule: { kind: 'basket-threshold', fromMinor: 20_000, amountMinor: 1000 }, membersOnly: false, ...always },
];
