package dev.tintype.library.event;

import java.util.Arrays;
import java.util.Locale;

/**
 * The holidays of a country.
 *
 * @param code as in {@code country} and in the setting {@code enabled_holidays}
 * @param name in English; the code if it is none of ISO 3166
 */
record HolidaySet(String code, String name, long count) {

	/** The usual code of the United Kingdom, for which ISO 3166 has another one. */
	private static final String UK = "UK";

	static HolidaySet of(String code, long count) {
		String iso = code.equals(UK) ? "GB" : code;
		boolean isCountry = Arrays.asList(Locale.getISOCountries()).contains(iso);
		return new HolidaySet(code,
				isCountry ? new Locale.Builder().setRegion(iso).build().getDisplayCountry(Locale.ENGLISH) : code,
				count);
	}

}
