// Password hashes: argon2id with the parameters OWASP recommends (19 MiB, 2 passes, 1 lane).
import { hash, verify } from '@node-rs/argon2';

const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return hash(password, options);
}

/** A hash that no password fits, so that an unknown login takes as long as a wrong password. */
const nobody = hash('nobody holds this password', options);

export async function isPassword(stored: string | null, password: string): Promise<boolean> {
  const right = await verify(stored ?? (await nobody), password, options);
  return right && stored !== null;
}
