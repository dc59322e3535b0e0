// How the browser application in web/ is built and served while developing.
// The map library is its own file, so that screens without a map never load it.
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The server that the development server asks. */
const server = process.env.API_ORIGIN ?? 'http://127.0.0.1:8080';

export default defineConfig({
  root: 'web',
  plugins: [react()],
  // With the slash: "/api" alone would also take the file api.ts.
  server: { proxy: { '^/api/': server, '^/tiles/': server } },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    // The map library alone is about 1.1 MB before compression, and is loaded with the map only.
    chunkSizeWarningLimit: 1_200,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'maplibre', test: /node_modules[\\/](maplibre-gl|@maplibre)[\\/]/ },
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
            { name: 'mantine', test: /node_modules[\\/]@mantine[\\/]/ },
          ],
        },
      },
    },
  },
});
