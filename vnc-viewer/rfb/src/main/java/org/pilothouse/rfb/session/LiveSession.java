package org.pilothouse.rfb.session;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.pilothouse.rfb.CloseReason;
import org.pilothouse.rfb.ColourMode;
import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbDialer;
import org.pilothouse.rfb.RfbListener;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.RfbSession;
import org.pilothouse.rfb.RfbState;
import org.pilothouse.rfb.RfbStatistics;
import org.pilothouse.rfb.RfbTransport;
import org.pilothouse.rfb.decode.NativeCode;
import org.pilothouse.rfb.handshake.Handshake;
import org.pilothouse.rfb.handshake.ServerInit;
import org.pilothouse.rfb.metrics.SessionMeter;
import org.pilothouse.rfb.pixels.PixelFormat;
import org.pilothouse.rfb.pixels.WirePixels;
import org.pilothouse.rfb.recording.StreamRecorder;
import org.pilothouse.rfb.security.Agreement;
import org.pilothouse.rfb.security.SecurityTalk;
import org.pilothouse.rfb.security.TightSecurity;
import org.pilothouse.rfb.wire.WireReader;

/**
 * A session with its three threads: one reads and decodes, one writes, one keeps time. The reading thread owns the life cycle and is the
 * only one that calls the listener.
 */
public final class LiveSession implements RfbSession {
    private static final Logger LOG = System.getLogger(LiveSession.class.getName());
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
    /** How long a close waits for input that has not left yet. */
    private static final Duration LAST_INPUT = Duration.ofMillis(250);
    /** How long a server that takes nothing more may still be read. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final RfbDialer dialer;
    private final RfbOptions options;
    private final RfbListener listener;
    private final SessionTimer timer = new SessionTimer();
    private final OutputQueue output = new OutputQueue(this::serverStoppedReading);
    private final SessionMeter meter = new SessionMeter();
    private final SessionParts parts;
    private final AtomicReference<RfbState> state = new AtomicReference<>(new RfbState.Connecting());
    private final CountDownLatch connected = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread reader;
    private volatile @Nullable RfbTransport transport;

    private LiveSession(RfbDialer dialer, RfbOptions options, RfbListener listener) {
        this.dialer = dialer;
        this.options = options;
        this.listener = listener;
        InputSender sender = new InputSender(output, options.viewOnly(), meter);
        UpdatePacer pacer = new UpdatePacer(output, timer);
        this.parts = new SessionParts(
                options.limits(),
                NativeCode.of(options),
                new Desktop(options.limits()),
                output,
                pacer,
                new Liveness(output, meter),
                meter,
                sender,
                new DesktopSizer(output, listener),
                new CutText(options.limits(), output, sender, listener),
                new QualityKeeper(options, output, timer, pacer, meter));
        // A platform thread: decoding is computing, and would hold a carrier that other virtual threads wait for.
        this.reader = Thread.ofPlatform().name("rfb-session").daemon().unstarted(this::run);
    }

    /** Starts a session; its thread dials. */
    public static LiveSession start(RfbDialer dialer, RfbOptions options, RfbListener listener) {
        LiveSession session = new LiveSession(dialer, options, listener);
        session.reader.start();
        return session;
    }

    private void run() {
        try {
            listener.stateChanged(state());
            RfbTransport opened = dialer.dial();
            transport = opened;
            if (isOver()) {
                return; // closed while dialling; the finally block closes what was just opened
            }
            talk(opened);
        } catch (RfbProtocolException e) {
            end(new CloseReason(CloseReason.Kind.PROTOCOL, sentence(e), e));
        } catch (RfbConnectionException e) {
            end(new CloseReason(e.kind(), sentence(e), e));
        } catch (IOException e) {
            RfbConnectionException wrapped = new RfbConnectionException(
                    CloseReason.Kind.CONNECTION, "The desktop cannot be reached: " + sentence(e), e);
            end(new CloseReason(CloseReason.Kind.CONNECTION, sentence(wrapped), wrapped));
        } catch (RuntimeException | Error e) {
            internalFailure(e);
        } finally {
            release();
        }
    }

    private void talk(RfbTransport opened) throws RfbProtocolException, RfbConnectionException {
        WireReader raw = new WireReader(opened.input());
        advance(new RfbState.Authenticating());
        HandshakeClock clock = new HandshakeClock(timer, options.handshakeTimeout(), this::handshakeTimedOut);
        clock.start();
        Agreement agreement = new Handshake(raw, opened.output(), options, clock).run();
        WireReader in = agreement.talk().in();
        try (StreamRecorder recorder = recorder()) {
            ServerInit init = ServerInit.read(in, options.limits());
            if (agreement.tightInit()) {
                TightSecurity.skipInit(in);
            }
            clock.stop();
            PixelFormat format = PixelFormats.choose(options.colours(), init.format());
            if (recorder != null) {
                recorder.begin(init, format, in);
            }
            in.watch(meter);
            follow(agreement.talk(), recorder, init, format);
        } catch (RfbProtocolException | RfbConnectionException e) {
            throw e;
        } catch (IOException e) {
            throw new RfbConnectionException(
                    CloseReason.Kind.INTERNAL, "The recording cannot be written: " + sentence(e), e);
        }
    }

    private @Nullable StreamRecorder recorder() throws IOException {
        return options.recording().isEmpty()
                ? null
                : new StreamRecorder(options.recording().get());
    }

    private void follow(SecurityTalk talk, @Nullable StreamRecorder recorder, ServerInit init, PixelFormat format)
            throws RfbProtocolException, RfbConnectionException {
        parts.desktop().resize(init.width(), init.height());
        startWriting(talk.out());
        try (MessageLoop messages = new MessageLoop(talk.in(), new WirePixels(format), parts, recorder, listener)) {
            advance(new RfbState.Connected(parts.desktop().framebuffer(), init.name()));
            if (!format.equals(init.format()) || options.colours() != ColourMode.AS_SERVER) {
                output.add(to -> ClientMessages.setPixelFormat(to, format));
            }
            parts.quality().start(parts.desktop().framebuffer());
            parts.pacer().start(parts.desktop().framebuffer());
            timer.everySecond(parts.liveness()::tick);
            timer.everySecond(parts.quality()::second);
            messages.run();
        }
    }

    private void startWriting(OutputStream out) {
        Thread.ofVirtual().name("rfb-writer").start(() -> {
            try {
                output.run(out);
            } catch (RfbConnectionException e) {
                // What the server sent before it went is still to be read, and tells more; its end comes to the reader
                // as well.
                timer.after(LAST_WORDS.toNanos(), () -> end(new CloseReason(e.kind(), sentence(e), e)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // nobody interrupts this thread; it ends all the same
            }
        });
    }

    private void handshakeTimedOut() {
        RfbConnectionException e = new RfbConnectionException(
                CloseReason.Kind.CONNECTION,
                "The server did not finish the handshake within "
                        + options.handshakeTimeout().toMillis() + " ms.");
        end(new CloseReason(e.kind(), sentence(e), e));
    }

    private void serverStoppedReading() {
        RfbConnectionException e =
                new RfbConnectionException(CloseReason.Kind.CONNECTION, "The server does not read what is sent to it.");
        end(new CloseReason(e.kind(), sentence(e), e));
    }

    private void internalFailure(Throwable e) {
        LOG.log(Level.ERROR, "An RFB session failed", e);
        RfbConnectionException wrapped = new RfbConnectionException(
                CloseReason.Kind.INTERNAL, "The viewer failed (" + e + "); see the log, and connect again.", e);
        end(new CloseReason(CloseReason.Kind.INTERNAL, sentence(wrapped), wrapped));
    }

    /** Moves to the next state, unless it is already over. */
    private void advance(RfbState next) {
        RfbState before = state.get();
        if (!(before instanceof RfbState.Closed) && state.compareAndSet(before, next)) {
            if (next instanceof RfbState.Connected) {
                connected.countDown();
            }
            listener.stateChanged(next);
        }
    }

    /** The first reason wins. Makes both threads stop; the reading one tells the listener on its way out. */
    private void end(CloseReason reason) {
        RfbState before = state.get();
        while (!(before instanceof RfbState.Closed)) {
            if (state.compareAndSet(before, new RfbState.Closed(reason))) {
                connected.countDown();
                output.close();
                timer.stop();
                closeTransport();
                return;
            }
            before = state.get();
        }
    }

    private void release() {
        boolean _ = Thread.interrupted(); // what close() interrupted is over; the listener has nothing to do with it
        end(new CloseReason(CloseReason.Kind.INTERNAL, "The session's thread ended.", null));
        closeTransport();
        try {
            listener.stateChanged(state());
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "A listener failed while an RFB session ended", e);
        } finally {
            ended.countDown();
        }
    }

    /** On a thread of its own, as closing a transport may mean to talk to a peer that hangs. */
    private void closeTransport() {
        RfbTransport open = transport;
        if (open != null) {
            Thread.ofVirtual().name("rfb-closer").start(() -> {
                try {
                    open.close();
                } catch (IOException e) {
                    LOG.log(Level.DEBUG, "Closing a transport failed", e);
                }
            });
        }
    }

    private boolean isOver() {
        return state.get() instanceof RfbState.Closed;
    }

    private static String sentence(Throwable e) {
        String message = e.getMessage();
        String text = message == null || message.isBlank() ? e.getClass().getSimpleName() : message.strip();
        return text.endsWith(".") ? text : text + ".";
    }

    @Override
    public RfbState state() {
        return state.get();
    }

    @Override
    public RfbState.Connected awaitConnected(Duration timeout)
            throws RfbProtocolException, RfbConnectionException, InterruptedException {
        boolean inTime = connected.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
        return switch (state()) {
            case RfbState.Connected desktop -> desktop;
            case RfbState.Closed(CloseReason reason) -> throw failure(reason);
            case RfbState.Connecting() -> throw notYet(inTime, timeout, "connected");
            case RfbState.Authenticating() -> throw notYet(inTime, timeout, "authenticated");
        };
    }

    private static RfbConnectionException notYet(boolean inTime, Duration timeout, String what) {
        if (inTime) {
            throw new IllegalStateException("The session is connected, but its state is not.");
        }
        return new RfbConnectionException(
                CloseReason.Kind.CONNECTION, "The session was not " + what + " within " + timeout.toMillis() + " ms.");
    }

    private static RfbConnectionException failure(CloseReason reason) throws RfbProtocolException {
        IOException cause = reason.cause();
        if (cause instanceof RfbProtocolException) {
            throw new RfbProtocolException(reason.message(), cause);
        }
        return cause == null
                ? new RfbConnectionException(reason.kind(), reason.message())
                : new RfbConnectionException(reason.kind(), reason.message(), cause);
    }

    @Override
    public boolean awaitClosed(Duration timeout) throws InterruptedException {
        return ended.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void key(int keysym, boolean down) {
        parts.input().key(keysym, 0, down);
    }

    @Override
    public void key(int keysym, int scanCode, boolean down) {
        parts.input().key(keysym, scanCode, down);
    }

    @Override
    public boolean takesScanCodes() {
        return parts.input().takesScanCodes();
    }

    @Override
    public boolean pointerIsRelative() {
        return parts.input().isRelative();
    }

    @Override
    public void movePointer(int dx, int dy, int buttons) {
        Framebuffer framebuffer = parts.desktop().framebuffer();
        parts.input().movePointer(dx, dy, buttons, framebuffer.width(), framebuffer.height());
    }

    @Override
    public void pointer(int x, int y, int buttons) {
        Framebuffer framebuffer = parts.desktop().framebuffer();
        int insideX = Math.clamp(x, 0, Math.max(0, framebuffer.width() - 1));
        int insideY = Math.clamp(y, 0, Math.max(0, framebuffer.height() - 1));
        parts.input().pointer(insideX, insideY, buttons);
    }

    @Override
    public void releaseInput() {
        parts.input().releaseAll();
    }

    @Override
    public void sendCutText(String text) {
        parts.cutText().send(text);
    }

    @Override
    public void requestSize(int width, int height) {
        if (width < 1
                || height < 1
                || width > options.limits().maxSide()
                || height > options.limits().maxSide()) {
            throw new IllegalArgumentException("No desktop can be asked to be " + width + "x" + height + ".");
        }
        if (!viewOnly()) {
            parts.sizer().wish(width, height);
        }
    }

    @Override
    public boolean canRequestSize() {
        return !viewOnly() && parts.sizer().possible();
    }

    @Override
    public void setViewOnly(boolean viewOnly) {
        parts.input().setViewOnly(viewOnly);
    }

    @Override
    public boolean viewOnly() {
        return parts.input().viewOnly();
    }

    @Override
    public void setUpdateRate(int perSecond) {
        parts.pacer().setRate(perSecond);
    }

    @Override
    public void setJpegQuality(int quality) {
        if (quality < RfbOptions.AUTOMATIC || quality > 9) {
            throw new IllegalArgumentException("The JPEG quality must be between -2 and 9, not " + quality + ".");
        }
        parts.quality().set(quality);
    }

    @Override
    public void refresh() {
        parts.pacer().refresh();
    }

    @Override
    public RfbStatistics statistics() {
        return meter.read(parts.pacer().rateLimit())
                .statistics(
                        output.sent(),
                        parts.liveness().unanswered(),
                        parts.quality().quality());
    }

    @Override
    public void presented(long update) {
        meter.presented(update);
    }

    @Override
    public void close() {
        try {
            boolean connectedBefore = state() instanceof RfbState.Connected;
            if (connectedBefore) {
                parts.input().releaseAll();
                output.finish(LAST_INPUT.toNanos());
            }
            end(CloseReason.local());
            if (Thread.currentThread() == reader) {
                return;
            }
            if (!connectedBefore) {
                reader.interrupt(); // it may hang in the dialer, or in a question for a password
            }
            if (!ended.await(CLOSE_TIMEOUT.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.log(
                        Level.WARNING,
                        "An RFB session's thread still runs " + CLOSE_TIMEOUT.toSeconds() + " s after its close");
            }
        } catch (InterruptedException e) {
            end(CloseReason.local());
            Thread.currentThread().interrupt();
        }
    }
}
