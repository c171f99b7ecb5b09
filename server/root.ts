// The product's own folder, the same seen from the sources and from the bundle.
import { findPackageJSON } from 'node:module';
import path from 'node:path';

export const root = path.dirname(findPackageJSON('..', import.meta.url)!);
