// Entry of a worker thread where Node cannot load TypeScript. Arguments: the module to run, then packages to load first.
// Plain JavaScript for that reason, and a file of its own so that names of packages are looked up from here.
const [module, ...packages] = process.argv.slice(2);
for (const name of packages) await import(name);
const { register } = await import('tsx/esm/api');
register();
await import(module);
