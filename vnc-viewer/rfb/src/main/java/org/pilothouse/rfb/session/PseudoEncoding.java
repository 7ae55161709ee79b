package org.pilothouse.rfb.session;

import java.util.ArrayList;
import java.util.List;
import org.pilothouse.rfb.Encoding;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.h264.H264Decoder;

/** Numbers that stand among the encodings but announce abilities, or mark rectangles that carry no pixels. */
final class PseudoEncoding {
    static final int DESKTOP_SIZE = -223;
    static final int LAST_RECT = -224;
    static final int CURSOR = -239;
    static final int DESKTOP_NAME = -307;
    static final int EXTENDED_DESKTOP_SIZE = -308;
    static final int FENCE = -312;
    static final int CONTINUOUS_UPDATES = -313;
    static final int CURSOR_WITH_ALPHA = -314;
    static final int EXTENDED_MOUSE_BUTTONS = -316;
    static final int X_CURSOR = -240;
    static final int POINTER_POSITION = -232;
    static final int POINTER_MOTION = -257;
    static final int SCAN_CODES = -258;
    static final int QEMU_LOCKS = -261;
    static final int VMWARE_LOCKS = 0x574d5668;
    /** Allows Tight to send pixels that are not compressed. */
    static final int TIGHT_NO_ZLIB = -317;

    static final int VMWARE_CURSOR = 0x574d5664;
    static final int VMWARE_CURSOR_POSITION = 0x574d5666;
    static final int EXTENDED_CLIPBOARD = 0xC0A1E5CE;

    /** The worst JPEG quality, and the least compression; better and more follow. */
    private static final int QUALITY_0 = -32;

    private static final int COMPRESSION_0 = -256;

    private static final List<Integer> ALL = List.of(
            LAST_RECT,
            DESKTOP_SIZE,
            EXTENDED_DESKTOP_SIZE,
            DESKTOP_NAME,
            CURSOR_WITH_ALPHA,
            VMWARE_CURSOR,
            CURSOR,
            X_CURSOR,
            VMWARE_CURSOR_POSITION,
            POINTER_POSITION,
            FENCE,
            CONTINUOUS_UPDATES,
            EXTENDED_MOUSE_BUTTONS,
            SCAN_CODES,
            POINTER_MOTION,
            QEMU_LOCKS,
            VMWARE_LOCKS,
            EXTENDED_CLIPBOARD);

    private PseudoEncoding() {}

    /** What SetEncodings lists: the wanted encodings in their order, then what this engine understands besides. */
    static List<Integer> numbersFor(RfbOptions options, int jpegQuality, int compression) {
        List<Integer> numbers = new ArrayList<>();
        options.encodings().stream()
                .filter(encoding -> isWanted(encoding, options, jpegQuality))
                .forEach(encoding -> numbers.add(encoding.number()));
        if (jpegQuality != RfbOptions.LOSSLESS) {
            numbers.add(QUALITY_0 + jpegQuality);
        }
        numbers.add(COMPRESSION_0 + compression);
        if (compression == 0 && options.encodings().contains(Encoding.TIGHT)) {
            numbers.add(TIGHT_NO_ZLIB);
        }
        if (options.extensions()) {
            numbers.addAll(ALL);
        }
        return numbers;
    }

    private static boolean isWanted(Encoding encoding, RfbOptions options, int jpegQuality) {
        return switch (encoding) {
            case JPEG -> jpegQuality != RfbOptions.LOSSLESS;
            case H264 -> jpegQuality != RfbOptions.LOSSLESS && options.nativeVideo() && H264Decoder.isAvailable();
            default -> true;
        };
    }
}
