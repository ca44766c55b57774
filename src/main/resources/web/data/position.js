import { get } from "./api.js";

/**
 * Asks where an image is in a list: `{ position, total, previous_id, next_id }`. Positions count from 1, and the position
 * is null if the list does not have the image.
 */
export const positionOf = (listing, id, signal) => get(`/api/images/${id}/position`, { query: listing, signal });
