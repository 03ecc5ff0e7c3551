declare module "*.ttf" {
  const bytes: Uint8Array;
  // biome-ignore lint/style/noDefaultExport: a file has no other
  export default bytes;
}
