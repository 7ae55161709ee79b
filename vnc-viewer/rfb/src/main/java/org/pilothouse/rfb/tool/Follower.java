package org.pilothouse.rfb.tool;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.pilothouse.rfb.CloseReason;
import org.pilothouse.rfb.Damage;
import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.RfbAddress;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbListener;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.RfbSession;
import org.pilothouse.rfb.RfbState;
import org.pilothouse.rfb.client.EnvironmentOptions;
import org.pilothouse.rfb.client.RfbClient;

/** A view-only session that a command follows, with the environment's {@link EnvironmentOptions}. */
final class Follower implements RfbListener, AutoCloseable {
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(20);

    private final CountDownLatch desktop = new CountDownLatch(1);
    private final CountDownLatch first = new CountDownLatch(1);
    private final RfbSession session;
    private volatile @Nullable Framebuffer picture;

    private Follower(RfbAddress address, RfbOptions options) {
        session = RfbClient.connect(address.dialer(), options, this);
    }

    static Follower connect(String address, UnaryOperator<RfbOptions.Builder> more)
            throws IOException, InterruptedException {
        RfbAddress parsed = RfbAddress.parse(address, EnvironmentOptions.tunnel(System.getenv()));
        RfbOptions.Builder options =
                EnvironmentOptions.of(parsed, System.getenv()).viewOnly(true);
        Follower follower = new Follower(parsed, more.apply(options).build());
        try {
            follower.awaitDesktop(parsed.patience().plus(ANSWER_TIMEOUT));
            return follower;
        } catch (IOException e) {
            follower.close();
            throw e;
        }
    }

    /** Not by the session's state: a short session may be over by now. */
    private void awaitDesktop(Duration timeout) throws IOException, InterruptedException {
        boolean inTime = desktop.await(timeout.toSeconds(), TimeUnit.SECONDS);
        if (picture != null) {
            return;
        }
        if (inTime && session.state() instanceof RfbState.Closed(CloseReason reason)) {
            throw new RfbConnectionException(reason.kind(), reason.message());
        }
        throw new IOException("the server did not answer within " + timeout.toSeconds() + " s.");
    }

    /** The picture after the first update. */
    Framebuffer firstPicture() throws IOException, InterruptedException {
        if (!first.await(ANSWER_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
            throw new IOException("the server sent no picture within " + ANSWER_TIMEOUT.toSeconds() + " s.");
        }
        requireNormalEnd();
        return picture();
    }

    /** Asks for fewer updates from now on. */
    void limitRate(int perSecond) {
        session.setUpdateRate(perSecond);
    }

    /** Waits until the server closes or time is up; anything but a normal close is an error. */
    void follow(int seconds) throws IOException, InterruptedException {
        if (!session.awaitClosed(Duration.ofSeconds(seconds))) {
            session.close();
        }
        requireNormalEnd();
    }

    private void requireNormalEnd() throws IOException {
        if (session.state() instanceof RfbState.Closed(CloseReason reason)
                && reason.kind() != CloseReason.Kind.SERVER
                && reason.kind() != CloseReason.Kind.LOCAL) {
            throw new RfbConnectionException(reason.kind(), reason.message());
        }
    }

    Framebuffer picture() {
        Framebuffer last = picture;
        if (last == null) {
            throw new IllegalStateException("not connected");
        }
        return last;
    }

    long updates() {
        return session.statistics().updates();
    }

    @Override
    public void updated(Framebuffer framebuffer, Damage damage) {
        picture = framebuffer;
        first.countDown();
    }

    @Override
    public void resized(Framebuffer framebuffer) {
        picture = framebuffer;
    }

    @Override
    public void stateChanged(RfbState state) {
        if (state instanceof RfbState.Connected connected) {
            picture = connected.framebuffer();
            desktop.countDown();
        } else if (state instanceof RfbState.Closed) {
            desktop.countDown();
            first.countDown();
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
