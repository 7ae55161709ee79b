package org.pilothouse.rfb;

import java.time.Duration;

/**
 * A connection to one desktop. All methods may be called by any thread, never block on the network unless they say so, and do nothing
 * once the session is closed; why it closed is in {@link #state()}.
 */
public interface RfbSession extends AutoCloseable {
    RfbState state();

    /**
     * Waits until the desktop is there.
     *
     * @throws RfbProtocolException if the server broke the protocol
     * @throws RfbConnectionException if there is no connection, the password was refused, the session was closed, or time is up
     */
    RfbState.Connected awaitConnected(Duration timeout)
            throws RfbProtocolException, RfbConnectionException, InterruptedException;

    /**
     * Waits for the end.
     *
     * @return false if the session still lives when time is up
     */
    boolean awaitClosed(Duration timeout) throws InterruptedException;

    /** Presses or releases a key, given as X11 keysym ({@link Keysym}). Keys and buttons are never dropped or reordered. */
    void key(int keysym, boolean down);

    /**
     * The same for a key whose place on the keyboard is known, which some servers (virtual machines) prefer to what is printed on it.
     *
     * @param scanCode XT set 1; keys with the prefix E0 are 0x80 and the second byte; 0 where it is not known
     */
    default void key(int keysym, int scanCode, boolean down) {
        key(keysym, down);
    }

    /** Whether the server takes scan codes; where it does not, they do no harm. */
    default boolean takesScanCodes() {
        return false;
    }

    /**
     * Moves the pointer and sets its buttons. Moves that the network has no room for are joined; a change of buttons never is.
     *
     * @param x clipped into the framebuffer
     * @param y clipped into the framebuffer
     * @param buttons the pressed ones, a sum of {@link PointerButton} masks
     */
    void pointer(int x, int y, int buttons);

    /**
     * Moves the pointer by so many pixels and sets its buttons. Where the remote mouse is not relative, it moves from where this session saw
     * it last.
     *
     * @param buttons the pressed ones, a sum of {@link PointerButton} masks
     */
    default void movePointer(int dx, int dy, int buttons) {}

    /**
     * Whether the remote machine's mouse only knows movements: then {@link #pointer} sends the difference to where it was last, which the
     * machine may accelerate, and a view had better catch the local pointer and use {@link #movePointer}.
     */
    default boolean pointerIsRelative() {
        return false;
    }

    /** Releases every key and button that this session holds down. */
    void releaseInput();

    /** Offers text to the remote clipboard; what Latin-1 cannot hold becomes {@code ?} on servers without the extended clipboard. */
    void sendCutText(String text);

    /** Asks for another desktop size. Ignored where the server cannot; the latest wish wins while one is under way. */
    void requestSize(int width, int height);

    boolean canRequestSize();

    /** While set, no key, pointer, clipboard or size message leaves this session. Setting it releases held keys first. */
    void setViewOnly(boolean viewOnly);

    boolean viewOnly();

    /**
     * At most so many updates a second are asked for: 0 pauses (a hidden view), a few suit a thumbnail, {@link #UNLIMITED} follows the
     * server.
     */
    void setUpdateRate(int perSecond);

    int UNLIMITED = Integer.MAX_VALUE;

    /**
     * Changes the JPEG quality from now on.
     *
     * @param quality 0 to 9, {@link RfbOptions#LOSSLESS} or {@link RfbOptions#AUTOMATIC}
     */
    void setJpegQuality(int quality);

    /** Asks for the whole picture anew. */
    void refresh();

    /**
     * What the session did and how fast. Each call makes new records: ask as often as somebody looks, not with each update.
     */
    RfbStatistics statistics();

    /**
     * Tells that the picture of an update, and with it of all before, is on the screen: call it once for each frame that is shown, after
     * the toolkit has painted it, with the newest update in it. Who never calls it has no figures about presenting. Costs nothing worth
     * mentioning.
     *
     * @param update the number from {@link Damage#update()}
     */
    default void presented(long update) {}

    /** Ends the session, within two seconds even if the server or the transport hangs. May be called again. */
    @Override
    void close();
}
