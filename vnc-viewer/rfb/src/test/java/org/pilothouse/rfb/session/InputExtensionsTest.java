package org.pilothouse.rfb.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pilothouse.rfb.LockState;
import org.pilothouse.rfb.PointerButton;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.RfbSession;
import org.pilothouse.rfb.client.RfbClient;
import org.pilothouse.rfb.metrics.SessionMeter;
import org.pilothouse.rfb.testing.Events;
import org.pilothouse.rfb.testing.FakeServer;
import org.pilothouse.rfb.testing.FakeServer.Message;

/** Scan codes, lock keys and the relative mouse: what the server announces changes what is sent. */
class InputExtensionsTest {
    private final FakeServer server = new FakeServer();
    private final Events events = new Events();
    private RfbSession session;

    @BeforeEach
    void connect() {
        session = RfbClient.connect(server.transport(), RfbOptions.defaults(), events);
        server.welcome(8, 4);
    }

    @AfterEach
    void close() {
        session.close();
        server.close();
    }

    @Test
    void scanCodesLeaveOnlyWhereTheServerTakesThem() {
        session.key(0x61, 0x1e, true);
        assertEquals("0401000000000061", server.readHex(8));
        assertFalse(session.takesScanCodes());

        announceScanCodes();
        assertTrue(session.takesScanCodes());
        session.key(0xff53, 0xcd, true);
        assertEquals("ff000001" + "0000ff53" + "000000cd", server.readHex(12));
        session.key(0, 0x56, true);
        assertEquals("ff000001" + "00000000" + "00000056", server.readHex(12), "a key without a keysym");
        session.key(0x20ac, true);
        assertEquals("04010000000020ac", server.readHex(8), "a keysym without a key");
    }

    @Test
    void aHeldKeyIsReleasedTheWayItWasPressed() {
        announceScanCodes();
        session.key(0xffe3, 0x1d, true);
        session.key(0xffe3, 0x9d, true);
        server.read(24);
        session.releaseInput();
        assertEquals("ff000000" + "0000ffe3" + "0000001d", server.readHex(12));
        assertEquals("ff000000" + "0000ffe3" + "0000009d", server.readHex(12));
    }

    @Test
    void aKeyOfWhichNothingIsKnownIsNotSent() {
        session.key(0, 0x56, true);
        session.key(0x61, true);
        assertEquals("0401000000000061", server.readHex(8));
    }

    @Test
    void lockKeysAreToldBothWays() {
        server.send(Message.update(1).rect(0, 0, 0, 0, -261).u8(6));
        assertEquals(
                new LockState(false, true, true),
                events.await(Events.Locks.class).locks());
        server.send(Message.update(1).rect(0, 0, 0, 0, 0x574d5668).u32(1));
        assertEquals(
                new LockState(true, false, false),
                events.await(Events.Locks.class).locks());
    }

    @Test
    void aRelativeMouseGetsMovements() {
        session.pointer(2, 2, 0);
        server.read(6);
        assertTrue(announceMouse(false));
        assertTrue(session.pointerIsRelative());

        session.pointer(5, 1, PointerButton.LEFT.mask());
        assertEquals("0501" + "8002" + "7ffe", server.readHex(6));
        session.movePointer(-100, 40, 0);
        assertEquals("0500" + "7f9b" + "8027", server.readHex(6));
        session.movePointer(Integer.MIN_VALUE, Integer.MAX_VALUE, 1);
        assertEquals("0501" + "0000" + "ffff", server.readHex(6));
        session.releaseInput();
        assertEquals("0500" + "7fff" + "7fff", server.readHex(6));

        assertFalse(announceMouse(true));
        session.pointer(3, 3, 0);
        assertEquals("0500" + "0003" + "0003", server.readHex(6));
    }

    @Test
    void movementsOfAnAbsoluteMouseStayInsideTheDesktop() {
        session.pointer(3, 3, 0);
        session.movePointer(100, -100, PointerButton.LEFT.mask());
        assertEquals("050000030003" + "0501" + "0007" + "0000", server.readHex(12));
    }

    @Test
    void movementsThatWaitAreAddedUp() throws Exception {
        OutputQueue queue = new OutputQueue(() -> {});
        InputSender input = new InputSender(queue, false, new SessionMeter());
        input.setRelative(true);
        input.movePointer(1, 1, 0, 8, 4);
        input.movePointer(2, -5, 0, 8, 4);
        input.movePointer(30_000, 0, 0, 8, 4);
        input.movePointer(30_000, 0, 0, 8, 4);
        input.setRelative(false);
        input.pointer(1, 1, 0);

        assertEquals("0500f5327ffb" + "0500f52f7fff" + "050000010001", written(queue));
    }

    private static String written(OutputQueue queue) throws Exception {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        queue.run(new OutputStream() {
            @Override
            public void write(int value) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                all.write(bytes, offset, length);
                queue.close();
            }
        });
        return HexFormat.of().formatHex(all.toByteArray());
    }

    /** Sends a pseudo-rectangle and waits until it was read. */
    private void announceScanCodes() {
        server.send(Message.update(1).rect(0, 0, 8, 4, -258).u8(2));
        events.await(Events.Bell.class);
        server.read(10);
    }

    private boolean announceMouse(boolean absolute) {
        server.send(Message.update(1).rect(absolute ? 1 : 0, 0, 8, 4, -257));
        server.read(10);
        return events.await(Events.PointerMode.class).relative();
    }
}
