package dev.tintype.imaging.decode;

/**
 * Native code in the states that tests need.
 */
public final class NativeCodes {

	private NativeCodes() {
	}

	/**
	 * The native code of a system that cannot load any library.
	 * @return native code without WebP codec and JPEG decoder
	 */
	public static NativeCode none() {
		return new NativeCode((folder) -> false, (folder) -> false);
	}

}
