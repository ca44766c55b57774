/** To come. */
export const Uploads = () => null;
