package org.pilothouse.rfb.decode;

import org.pilothouse.rfb.RfbOptions;

/**
 * Which of the system's libraries may see what the server sends.
 *
 * @param jpeg libjpeg-turbo, which makes JPEG faster
 * @param video libavcodec, without which there is no H.264
 */
public record NativeCode(boolean jpeg, boolean video) {
    /** None: everything is decoded in Java. */
    public static final NativeCode NONE = new NativeCode(false, false);

    /** As the options permit. */
    public static NativeCode of(RfbOptions options) {
        return new NativeCode(options.nativeJpeg(), options.nativeVideo());
    }
}
