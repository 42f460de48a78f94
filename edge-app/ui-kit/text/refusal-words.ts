import type { HqRefusalKind } from 'retail-model/api/hq-contract.ts';
import type { RefusalKind } from 'retail-model/api/store-contract.ts';
import type { Words } from 'retail-model/text/words.ts';

/** Every reason for which a command or question may be turned down, with what to do next. */
const byKind: Readonly<Record<RefusalKind | HqRefusalKind | 'unreachable' | 'bad-params' | 'too-many', Words>> = {
  'bad-input': { zh: '输入的内容不正确，请检查后重试。', en: 'Something in the entry is not right. Please check it and try again.' },
  'bad-params': { zh: '这个页面请求的内容不正确，请重新打开页面。', en: 'This page asked for something that does not exist. Please open it again.' },
  'no-session': { zh: '这台设备的登录已失效，请重新打开登录链接。', en: 'This device is no longer signed in. Please open its entry link again.' },
  'not-allowed': { zh: '您没有做这件事的权限，请找有权限的同事。', en: 'You may not do this. Please ask a colleague who may.' },
  'unknown-host': { zh: '请用门店主机自己的地址打开这个页面。', en: 'Please open this page under the store computer’s own address.' },
  'foreign-origin': { zh: '请求来自别的网页，已拒绝。请从本页面操作。', en: 'The request came from another page and was turned down. Please use this page.' },
  'not-found': { zh: '没有找到，请核对号码后重试。', en: 'Not found. Please check the number and try again.' },
  'wrong-password': { zh: '用户名或密码不对，请重新输入。', en: 'The name or the password is wrong. Please enter it again.' },
  'wrong-pin': { zh: '工号或密码不对，请重新输入。', en: 'The staff number or PIN is wrong. Please enter it again.' },
  'too-many-tries': { zh: '错误次数太多，请等一分钟再试。', en: 'Too many wrong tries. Please wait a minute and try again.' },
  'lane-has-cashier': { zh: '这个通道已有收银员，请等对方签退。', en: 'This lane already has a cashier. Wait until they have signed out.' },
  'not-now': { zh: '现在还不能这样做，请先完成当前步骤。', en: 'That cannot be done just now. Please finish the present step first.' },
  'not-possible': { zh: '这件事现在做不了：情况已经变化，请刷新后再看。', en: 'This is no longer possible: things have changed. Please look again.' },
  'cannot-sell': { zh: '门店主机暂时不能保存交易，请找值守员。', en: 'The store computer cannot keep sales just now. Please call an attendant.' },
  'busy': { zh: '系统正忙，请稍等几秒再试。', en: 'Busy just now. Please try again in a few seconds.' },
  'already-returned': { zh: '这些商品已经退过了，请核对小票。', en: 'These goods were already returned. Please check the receipt.' },
  'code-used': { zh: '这个码已经用过了，请取一个新的。', en: 'This code has been used already. Please get a new one.' },
  'internal': { zh: '门店主机出了问题，请重试；再次出现请告诉店长。', en: 'Something went wrong in the store computer. Try again; if it comes back, tell the manager.' },
  'unreachable': { zh: '没有收到门店主机的回答，请再点一次。', en: 'The store computer did not answer. Please press again.' },
  'too-many': { zh: '打开的内容太多，请先关闭一些页面。', en: 'Too much is open at once. Please close some pages first.' },
};

/** The words for a refusal's `kind`; an unknown kind (a newer server) reads as 'internal'. */
export const refusalWords = (kind: string): Words => (Object.hasOwn(byKind, kind) ? byKind[kind as keyof typeof byKind] : byKind.internal);
