/** To come. */
export const Timeline = () => null;
