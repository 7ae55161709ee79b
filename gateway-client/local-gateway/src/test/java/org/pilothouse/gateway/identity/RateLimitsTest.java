package org.pilothouse.gateway.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pilothouse.gateway.testing.FakeEngine;
import org.pilothouse.gateway.testing.TestGateway;
import org.pilothouse.gateway.testing.TestGateway.Reply;

class RateLimitsTest {
    @TempDir
    Path state;

    @Test
    void aBucketAllowsABurstAndThenItsRate() {
        AtomicLong now = new AtomicLong();
        Buckets buckets = new Buckets(3, 0.5, now::get);
        for (int i = 0; i < 3; i++) {
            assertEquals(0, buckets.take("a"));
        }
        assertEquals(2, buckets.take("a"));
        assertEquals(0, buckets.take("b"), "everybody has their own");
        now.addAndGet(2_000_000_000L);
        assertEquals(0, buckets.take("a"));
        assertEquals(2, buckets.take("a"));
    }

    @Test
    void namesAreForgottenBeforeMemoryIs() {
        Buckets buckets = new Buckets(1, 1, System::nanoTime);
        for (int i = 0; i < 50_000; i++) {
            buckets.take("address " + i);
        }
        assertTrue(buckets.names() <= 10_000);
    }

    @Test
    void failuresAreThrottledAndWrittenDownOnce() {
        try (TestGateway gateway = start(new RateLimits.Settings(1000, 1000, 5))) {
            Map<String, String> wrong = Map.of("Authorization", "Bearer nonsense");
            for (int i = 0; i < 5; i++) {
                assertEquals(401, gateway.call("GET", "/status", null, wrong).status());
            }
            Reply throttled = gateway.call("GET", "/status", null, wrong);
            assertEquals(429, throttled.status());
            assertEquals("too_many_requests", throttled.text("/error"));
            int wait = Integer.parseInt(
                    throttled.raw().headers().firstValue("retry-after").orElse("0"));
            assertTrue(wait >= 1 && wait <= 60, "after " + wait);
            assertEquals(429, gateway.call("GET", "/nope", null, wrong).status());
            assertEquals(200, gateway.get("/status").status(), "whoever has a token is served");
            long notes = gateway.get("/activity")
                    .body()
                    .path("activities")
                    .valueStream()
                    .filter(entry -> entry.path("action").asString().equals("auth.throttled"))
                    .count();
            assertEquals(1, notes);
        }
    }

    @Test
    void aTokenThatAsksTooMuchIsToldWhenToComeBack() {
        try (TestGateway gateway = start(new RateLimits.Settings(1, 10, 5))) {
            int status = 200;
            Reply last = null;
            for (int i = 0; i < 20 && status == 200; i++) {
                last = gateway.get("/status");
                status = last.status();
            }
            assertEquals(429, status);
            assertEquals("1", last.raw().headers().firstValue("retry-after").orElse(""));
        }
    }

    private TestGateway start(RateLimits.Settings settings) {
        return TestGateway.start(state, new FakeEngine(), config -> config.withRates(settings));
    }
}
