/** To come. */
export const Begin = () => null;
