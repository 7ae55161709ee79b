package org.pilothouse.rfb.session;

import java.util.ArrayList;
import java.util.List;
import org.pilothouse.rfb.Encoding;

/** Numbers that stand among the encodings but announce abilities, or mark rectangles that carry no pixels. */
final class PseudoEncoding {
    static final int DESKTOP_SIZE = -223;
    static final int LAST_RECT = -224;
    static final int CURSOR = -239;
    static final int DESKTOP_NAME = -307;
    static final int EXTENDED_DESKTOP_SIZE = -308;
    static final int FENCE = -312;
    static final int EXTENDED_MOUSE_BUTTONS = -316;

    private static final List<Integer> ALL = List.of(
            LAST_RECT, DESKTOP_SIZE, EXTENDED_DESKTOP_SIZE, DESKTOP_NAME, CURSOR, FENCE, EXTENDED_MOUSE_BUTTONS);

    private PseudoEncoding() {}

    /** What SetEncodings lists: the wanted encodings in their order, then what this engine understands besides. */
    static List<Integer> numbersFor(List<Encoding> encodings) {
        List<Integer> numbers = new ArrayList<>();
        encodings.forEach(encoding -> numbers.add(encoding.number()));
        numbers.addAll(ALL);
        return numbers;
    }
}
