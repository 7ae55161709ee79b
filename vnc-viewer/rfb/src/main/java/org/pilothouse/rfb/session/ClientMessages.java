package org.pilothouse.rfb.session;

import java.util.List;
import org.pilothouse.rfb.pixels.PixelFormat;
import org.pilothouse.rfb.wire.WireBuffer;

/** Client-to-server messages (RFC 6143, 7.5, and the community extensions), written whole. */
final class ClientMessages {
    static final int CUT_TEXT = 6;

    private static final int QEMU = 255;
    private static final int QEMU_KEY = 0;

    /** Fence flags. */
    static final int FENCE_REQUEST = 1 << 31;

    static final int FENCE_BLOCK_BEFORE = 1;
    static final int FENCE_KNOWN_FLAGS = 7;

    private ClientMessages() {}

    static void setPixelFormat(WireBuffer to, PixelFormat format) {
        to.u8(0).pad(3);
        format.write(to);
    }

    static void setEncodings(WireBuffer to, List<Integer> numbers) {
        to.u8(2).pad(1).u16(numbers.size());
        numbers.forEach(to::u32);
    }

    static void updateRequest(WireBuffer to, boolean incremental, int x, int y, int width, int height) {
        to.u8(3).u8(incremental ? 1 : 0).u16(x).u16(y).u16(width).u16(height);
    }

    static void continuousUpdates(WireBuffer to, boolean enable, int width, int height) {
        to.u8(150).u8(enable ? 1 : 0).u16(0).u16(0).u16(width).u16(height);
    }

    static void key(WireBuffer to, int keysym, boolean down) {
        to.u8(4).u8(down ? 1 : 0).pad(2).u32(keysym);
    }

    /** QEMU's form, with the key's place on the keyboard. */
    static void key(WireBuffer to, int keysym, int scanCode, boolean down) {
        to.u8(QEMU).u8(QEMU_KEY).u16(down ? 1 : 0).u32(keysym).u32(scanCode);
    }

    static void cutText(WireBuffer to, byte[] latin1) {
        to.u8(CUT_TEXT).pad(3).u32(latin1.length).put(latin1);
    }

    static void fence(WireBuffer to, int flags, byte[] payload, int length) {
        to.u8(248).pad(3).u32(flags).u8(length).put(payload, 0, length);
    }

    /** One screen that covers the desktop. */
    static void setDesktopSize(WireBuffer to, int width, int height, int screenId, int screenFlags) {
        to.u8(251).pad(1).u16(width).u16(height).u8(1).pad(1);
        to.u32(screenId).u16(0).u16(0).u16(width).u16(height).u32(screenFlags);
    }
}
