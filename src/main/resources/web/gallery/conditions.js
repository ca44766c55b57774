/** To come. */
export const Conditions = () => null;
