package org.pilothouse.rfb;

/**
 * Where the time goes between a change on the desktop, or an input here, and the picture on the screen. The stages of an update follow
 * each other: idle, receive and decode (which alternate), deliver, present.
 *
 * @param roundTrip to the server and back, its output queue included; empty where the server has no fences
 * @param idle from the end of an update until the next one begins to arrive, while nothing was there to read
 * @param receive within an update, while its next bytes were not there yet
 * @param decode within an update, all the rest: inflating, decoding, decrypting
 * @param deliver the application's {@link RfbListener#updated}
 * @param present from the end of decoding until {@link RfbSession#presented}, for the oldest update of those shown together; empty where
 *     the application does not tell
 * @param inputToPixel from a key, button or wheel step until the picture changed. Measured only where one input stands out: the picture
 *     had been still for a tenth of a second, and what came sooner than any answer can is not taken for one
 * @param inputToPresented the same until {@link RfbSession#presented}
 */
public record Latencies(
        Histogram roundTrip,
        Histogram idle,
        Histogram receive,
        Histogram decode,
        Histogram deliver,
        Histogram present,
        Histogram inputToPixel,
        Histogram inputToPresented) {
    /** Nothing was measured. */
    public static final Latencies EMPTY = new Latencies(
            Histogram.EMPTY,
            Histogram.EMPTY,
            Histogram.EMPTY,
            Histogram.EMPTY,
            Histogram.EMPTY,
            Histogram.EMPTY,
            Histogram.EMPTY,
            Histogram.EMPTY);
}
