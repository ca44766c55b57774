/** To come. */
export const Selected = () => null;
