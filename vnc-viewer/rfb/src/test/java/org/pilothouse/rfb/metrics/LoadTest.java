package org.pilothouse.rfb.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pilothouse.rfb.Bottleneck;
import org.pilothouse.rfb.Bottleneck.Side;

class LoadTest {
    private static final Duration NONE = Duration.ZERO;

    @Test
    void anIdleDesktopIsNobodysFault() {
        assertSide(Side.NOTHING, "hardly changes", load(0, 0, 1, 0, 0, 0));
        assertSide(Side.NOTHING, "hardly changes", load(2, 0, 0.99, 0, 0.01, 0));
    }

    @Test
    void fullTimeDecodingIsTheDecodersFault() {
        assertSide(Side.DECODE, "85 % of the time", load(20, 0, 0.1, 0.05, 0.85, 0));
        assertSide(Side.DECODE, "Decoding", load(1, 0, 0, 0, 1, 0));
    }

    @Test
    void aSlowListenerIsTheDisplaysFault() {
        assertSide(Side.DISPLAY, "60 %", load(20, 0, 0.1, 0, 0.3, 0.6));
    }

    @Test
    void picturesThatAreNotShownAreTheDisplaysFault() {
        Load load =
                new Load(60, 0, 0.8, 0, 0.2, 0, 1000, 12, Duration.ofMillis(70), Optional.empty(), Optional.empty());
        assertSide(Side.DISPLAY, "12 of 60 updates a second are shown, 70 ms late", load);
        Load joined =
                new Load(200, 0, 0.8, 0, 0.2, 0, 1000, 60, Duration.ofMillis(12), Optional.empty(), Optional.empty());
        assertSide(Side.SERVER, "200 updates", joined);
    }

    @Test
    void updatesThatTrickleInAreTheNetworksFault() {
        assertSide(Side.NETWORK, "80 % of the time to arrive, at 8.0 Mbit/s", load(2, 0, 0.1, 0.8, 0.05, 0));
    }

    @Test
    void aQueueIsTheNetworksFault() {
        assertSide(Side.NETWORK, "queues up: the round trip is 300 ms, and was 20 ms", trips(25, 0.8, 300, 20));
        assertSide(Side.SERVER, "25 updates", trips(25, 0.8, 25, 20));
        assertSide(Side.SERVER, "25 updates", trips(25, 0.8, 6, 1));
    }

    @Test
    void aLongRoundTripPerUpdateIsTheNetworksFault() {
        assertSide(Side.NETWORK, "round trip of 200 ms", trips(5, 0.9, 210, 200));
        assertSide(Side.SERVER, "the viewer waits", trips(60, 0.9, 1, 1));
        assertSide(Side.SERVER, "the viewer waits", trips(60, 0.9, 16, 16));
    }

    @Test
    void ourOwnLimitIsSaidToBeOurs() {
        assertSide(Side.RATE, "No more than 5", load(5, 5, 0.95, 0, 0.05, 0));
        assertSide(Side.SERVER, "30 updates", load(30, 60, 0.9, 0, 0.1, 0));
    }

    @Test
    void otherwiseItIsTheServer() {
        assertSide(Side.SERVER, "sends 40 updates a second; the viewer waits for it 90 %", load(40, 0, 0.9, 0, 0.1, 0));
    }

    private static Load load(
            long updates, int rate, double waiting, double receiving, double decoding, double delivering) {
        return new Load(
                updates,
                rate,
                waiting,
                receiving,
                decoding,
                delivering,
                1_000_000,
                0,
                NONE,
                Optional.empty(),
                Optional.empty());
    }

    private static Load trips(long updates, double waiting, long lastMillis, long leastMillis) {
        return new Load(
                updates,
                0,
                waiting,
                0.02,
                0.05,
                0.01,
                1_000_000,
                0,
                NONE,
                Optional.of(Duration.ofMillis(lastMillis)),
                Optional.of(Duration.ofMillis(leastMillis)));
    }

    private static void assertSide(Side side, String words, Load load) {
        Bottleneck said = load.bottleneck();
        assertEquals(side, said.side(), said.sentence());
        assertTrue(said.sentence().contains(words), said.sentence());
    }
}
