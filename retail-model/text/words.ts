import { z } from 'zod';

/** The two languages that every screen, receipt and label speaks. */
export const language = z.enum(['zh-CN', 'en']);
export type Language = z.infer<typeof language>;

/** One text in both languages. */
export const words = z.object({ zh: z.string().min(1).max(400), en: z.string().min(1).max(400) });
export type Words = z.infer<typeof words>;

export const inLanguage = (text: Words, spoken: Language): string => (spoken === 'zh-CN' ? text.zh : text.en);
