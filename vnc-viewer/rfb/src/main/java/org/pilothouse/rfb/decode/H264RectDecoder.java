package org.pilothouse.rfb.decode;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbLimits;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.h264.H264Decoder;
import org.pilothouse.rfb.wire.WireReader;

/**
 * H.264: each place on the desktop is a stream of pictures of its own (community spec, "Open H.264 Encoding"). The streams that were used
 * last are kept, as the spec wants it.
 */
final class H264RectDecoder implements RectDecoder {
    private static final int RESET_THIS = 1;
    private static final int RESET_ALL = 2;
    private static final int MOST_STREAMS = 64;
    /** Pictures are coded in blocks, and may be larger than what is shown. */
    private static final int MARGIN = 64;

    private record Place(int x, int y, int width, int height) {}

    private final RfbLimits limits;
    private final Map<Place, H264Decoder> streams = new LinkedHashMap<>(16, 0.75f, true);
    private byte[] bytes = new byte[64 << 10];

    H264RectDecoder(RfbLimits limits) {
        this.limits = limits;
    }

    @Override
    public void decode(WireReader in, Framebuffer framebuffer, int x, int y, int width, int height)
            throws RfbProtocolException, RfbConnectionException {
        int length = (int) CompressedLength.check(in.u32(), width, height, limits);
        int flags = in.s32();
        Place place = new Place(x, y, width, height);
        if ((flags & RESET_ALL) != 0) {
            close();
        } else if ((flags & RESET_THIS) != 0) {
            forget(place);
        }
        if (length == 0) {
            return;
        }
        if (bytes.length < length) {
            bytes = new byte[Math.max(length, 2 * bytes.length)];
        }
        in.readFully(bytes, 0, length);
        if (width > 0 && height > 0) {
            int stride = framebuffer.width();
            stream(place).decode(bytes, length, framebuffer.pixels(), y * stride + x, stride, width, height);
        }
    }

    private H264Decoder stream(Place place) throws RfbProtocolException {
        H264Decoder known = streams.get(place);
        if (known != null) {
            return known;
        }
        if (streams.size() == MOST_STREAMS) {
            forget(streams.keySet().iterator().next());
        }
        long most = (long) (place.width() + MARGIN) * (place.height() + MARGIN);
        H264Decoder made = H264Decoder.open(most)
                .orElseThrow(() -> new RfbProtocolException("The server sends H.264, which was not asked for."));
        streams.put(place, made);
        return made;
    }

    private void forget(Place place) {
        @Nullable H264Decoder old = streams.remove(place);
        if (old != null) {
            old.close();
        }
    }

    @Override
    public void close() {
        streams.values().forEach(H264Decoder::close);
        streams.clear();
    }

    @Override
    public boolean wasLossy() {
        return true;
    }
}
