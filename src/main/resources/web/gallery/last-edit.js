// The last edit, for the key that repeats it on other images.
export const repeatEdit = () => {};
