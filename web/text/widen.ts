// The shape of a text file without its words, so that a second language must have exactly the same keys.

export type Widen<T> = { [K in keyof T]: T[K] extends string ? string : Widen<T[K]> };
