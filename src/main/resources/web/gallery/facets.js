import { useEffect, useState } from "../view.js";
import { fail } from "../data/alert.js";
import { get } from "../data/api.js";

let fieldsRequest = null;

/** The values that the user can choose, with their counts, or null. They are loaded while `isOn`. */
export function useFacets({ search, filter }, isOn) {
	const [facets, setFacets] = useState(null);
	useEffect(() => {
		const controller = new AbortController();
		if (isOn) {
			get("/api/images/facets", { query: { search, filter }, signal: controller.signal })
				.then((response) => setFacets(response.facets), (error) => fail("facets", error, { doing: "count the images" }));
		}
		return () => controller.abort();
	}, [search, filter, isOn]);
	return facets;
}

/** The fields of the filter language. They are loaded once. */
export function useFields() {
	const [fields, setFields] = useState([]);
	useEffect(() => {
		fieldsRequest ??= get("/api/filters/images").catch((error) => {
			fieldsRequest = null;
			fail("fields", error, { doing: "load the fields of filters" });
			return { fields: [] };
		});
		fieldsRequest.then((response) => setFields(response.fields));
	}, []);
	return fields;
}
