package dev.tintype.imaging.decode;

/**
 * Native code in a state that a test needs.
 */
public final class NativeCodes {

	private NativeCodes() {
	}

	/**
	 * The native code of a system that cannot load any.
	 * @return without WebP codec and JPEG decoder
	 */
	public static NativeCode none() {
		return new NativeCode((folder) -> false, (folder) -> false);
	}

}
