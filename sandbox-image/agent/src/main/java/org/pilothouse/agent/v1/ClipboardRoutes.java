package org.pilothouse.agent.v1;

import static org.pilothouse.agent.v1.DesktopOperation.delete;
import static org.pilothouse.agent.v1.DesktopOperation.get;
import static org.pilothouse.agent.v1.DesktopOperation.onDesktop;
import static org.pilothouse.agent.v1.DesktopOperation.post;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.api.Api;
import org.pilothouse.agent.api.Field;
import org.pilothouse.agent.api.Operation;
import org.pilothouse.agent.desktop.Clipboard;
import org.pilothouse.agent.desktop.Desktop;
import org.pilothouse.agent.x11.Selection;
import org.pilothouse.agent.x11.XException;
import org.pilothouse.http.Answer;
import org.pilothouse.http.Refusal;

/** {@code clipboard}. */
final class ClipboardRoutes {
    /** With which every PNG file begins. */
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private static final String PNG = "image/png";
    /** The X server takes no larger requests than 16 MB. */
    private static final int MAX_IMAGE = 8 << 20;

    private final Clipboard clipboard;

    ClipboardRoutes(Desktop desktop) {
        this.clipboard = desktop.clipboard();
    }

    /** Where it is read from. */
    enum Source {
        CLIPBOARD,
        PRIMARY
    }

    /** Where it is put. */
    enum Target {
        CLIPBOARD,
        PRIMARY,
        BOTH
    }

    record Which(
            @Field(value = "primary is what was last marked", otherwise = "\"clipboard\"") @Nullable
            Source selection) {}

    record Content(
            @Field(required = true, value = "Empty where there is none")
            String text,

            @Field(required = true) String selection) {}

    record Write(
            @Field(required = true, most = 900_000, example = "\"copied\"")
            String text,

            @Field(otherwise = "\"clipboard\"", example = "\"both\"") @Nullable
            Target selection) {}

    record Clearing(@Field(otherwise = "\"both\"") @Nullable Target selection) {}

    record Into(
            @Field(otherwise = "\"clipboard\"") @Nullable Target selection) {}

    void addTo(Api api) {
        api.add(clipboard(get("clipboard", "The text on the clipboard").query(Which.class))
                .gives(Content.class)
                .by((_, which) -> read(which.selection() == null ? Source.CLIPBOARD : which.selection())));
        api.add(clipboard(post("clipboard", "Puts a text on the clipboard").body(Write.class))
                .gives(Done.class)
                .by((_, write) -> {
                    write(write.text(), write.selection() == null ? Target.CLIPBOARD : write.selection());
                    return Done.OK;
                }));
        api.add(clipboard(delete("clipboard", "Takes off whatever is on the clipboard")
                        .query(Clearing.class))
                .gives(Done.class)
                .by((_, clearing) -> {
                    Target target = clearing.selection() == null ? Target.BOTH : clearing.selection();
                    carryOut(() -> clipboard.clear(selections(target)));
                    return Done.OK;
                }));
        images(api);
    }

    private void images(Api api) {
        api.add(clipboard(get("clipboard/image", "The picture on the clipboard").query(Which.class))
                .givesBytes(PNG)
                .refuses(404, "not_found")
                .by((_, which) -> image(which.selection() == null ? Source.CLIPBOARD : which.selection())));
        api.add(clipboard(post("clipboard/image", "Puts a picture on the clipboard")
                        .query(Into.class))
                .takesBytes(PNG)
                .gives(Done.class)
                .refuses(413, "too_large")
                .by((call, into) -> {
                    byte[] png = call.bytes(MAX_IMAGE);
                    if (png.length < SIGNATURE.length
                            || !Arrays.equals(SIGNATURE, 0, SIGNATURE.length, png, 0, SIGNATURE.length)) {
                        throw Refusal.invalid(null, "The body must be a PNG file.");
                    }
                    Target target = into.selection() == null ? Target.CLIPBOARD : into.selection();
                    carryOut(() -> clipboard.writePng(png, selections(target)));
                    return Done.OK;
                }));
    }

    private Answer image(Source source) throws XException, InterruptedException {
        try {
            byte[] png = clipboard.readPng(Selection.valueOf(source.name()));
            if (png.length == 0) {
                throw Refusal.notFound("There is no picture on the clipboard.");
            }
            return new Answer.Bytes(PNG, png, Map.of());
        } catch (XException e) {
            throw failed(e);
        }
    }

    private static <T> Operation<T> clipboard(Operation<T> operation) {
        return onDesktop(operation).refuses(500, "clipboard_failed");
    }

    private Content read(Source source) throws XException, InterruptedException {
        try {
            return new Content(
                    clipboard.read(Selection.valueOf(source.name())),
                    source.name().toLowerCase(Locale.ROOT));
        } catch (XException e) {
            throw failed(e);
        }
    }

    private void write(String text, Target target) throws XException, InterruptedException {
        carryOut(() -> clipboard.write(text, selections(target)));
    }

    private static Set<Selection> selections(Target target) {
        return target == Target.BOTH ? EnumSet.allOf(Selection.class) : EnumSet.of(Selection.valueOf(target.name()));
    }

    @FunctionalInterface
    private interface Deed {
        void run() throws XException, InterruptedException;
    }

    private static void carryOut(Deed deed) throws XException, InterruptedException {
        try {
            deed.run();
        } catch (XException e) {
            throw failed(e);
        }
    }

    /** Without a desktop it is not the clipboard's failure. */
    private static Refusal failed(XException e) throws XException.Unavailable {
        if (e instanceof XException.Unavailable unavailable) {
            throw unavailable;
        }
        return new Refusal(500, "clipboard_failed", DesktopRefusals.sentence(e));
    }
}
