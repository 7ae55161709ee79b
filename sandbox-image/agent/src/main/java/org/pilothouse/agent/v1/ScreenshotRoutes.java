package org.pilothouse.agent.v1;

import static org.pilothouse.agent.v1.DesktopOperation.get;
import static org.pilothouse.agent.v1.DesktopOperation.onDesktop;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.api.Api;
import org.pilothouse.agent.api.Field;
import org.pilothouse.agent.api.Operation;
import org.pilothouse.agent.desktop.Desktop;
import org.pilothouse.agent.screen.Screen;
import org.pilothouse.agent.screen.Shot;
import org.pilothouse.agent.x11.Size;
import org.pilothouse.agent.x11.XConnection;
import org.pilothouse.agent.x11.XException;
import org.pilothouse.agent.x11.XWindow;
import org.pilothouse.http.Answer;
import org.pilothouse.http.Call;
import org.pilothouse.http.Refusal;

/** {@code screenshot*}: the picture itself, with its measures in headers. */
final class ScreenshotRoutes {
    static final int EDGE = 32_767;

    private final Desktop desktop;

    ScreenshotRoutes(Desktop desktop) {
        this.desktop = desktop;
    }

    enum Format {
        PNG,
        JPEG,
        WEBP
    }

    record Whole(
            @Field(otherwise = "\"png\"") @Nullable Format format,

            @Field(value = "Of jpeg and webp", min = 1, max = 100, otherwise = "85") @Nullable
            Integer quality,

            @Field(min = 0.1, max = 1, otherwise = "1.0") @Nullable
            Double scale,

            @Field(value = "px; a wider picture is made smaller, after scale", min = 16, max = EDGE) @Nullable
            Integer maxWidth,

            @Field(value = "The pointer, as it looks", otherwise = "false") @Nullable
            Boolean showCursor) {}

    record Region(
            @Field(required = true, min = 0, max = EDGE, example = "10")
            Integer x,

            @Field(required = true, min = 0, max = EDGE, example = "10")
            Integer y,

            @Field(required = true, min = 1, max = EDGE, example = "300")
            Integer width,

            @Field(required = true, min = 1, max = EDGE, example = "200")
            Integer height,

            @Field(otherwise = "\"png\"") @Nullable Format format,

            @Field(value = "Of jpeg and webp", min = 1, max = 100, otherwise = "85") @Nullable
            Integer quality,

            @Field(min = 0.1, max = 1, otherwise = "1.0") @Nullable
            Double scale,

            @Field(value = "px; a wider picture is made smaller, after scale", min = 16, max = EDGE) @Nullable
            Integer maxWidth,

            @Field(value = "The pointer, as it looks", otherwise = "false") @Nullable
            Boolean showCursor) {}

    void addTo(Api api) {
        api.add(picture(get("screenshot", "A picture of the screen").query(Whole.class))
                .by((call, asked) -> take(call, asked, null)));
        api.add(picture(get("screenshot/region", "A picture of a part of the screen")
                        .query(Region.class))
                .by((call, asked) -> take(
                        call,
                        new Whole(asked.format(), asked.quality(), asked.scale(), asked.maxWidth(), asked.showCursor()),
                        new Shot.Area(asked.x(), asked.y(), asked.width(), asked.height()))));
        api.add(picture(get("windows/{id}/screenshot", "A picture of what can be seen where a window is")
                        .query(Whole.class))
                .refuses(404, "window_not_found")
                .by((call, asked) -> take(call, asked, visible(WindowRoutes.window(desktop, call)))));
    }

    private static <T> Operation<T> picture(Operation<T> operation) {
        return onDesktop(operation)
                .givesBytes("image/png", "image/jpeg", "image/webp")
                .refuses(502, "desktop_screenshot_failed");
    }

    /** With the same tag it is the same picture, which is not sent again (RFC 9110, section 13.1.2). */
    private Answer take(Call call, Whole asked, Shot.@Nullable Area area)
            throws Screen.OutsideException, XException, InterruptedException {
        Shot shot = new Shot(
                Screen.Format.valueOf((asked.format() == null ? Format.PNG : asked.format()).name()),
                asked.quality() == null ? Shot.DEFAULT_QUALITY : asked.quality(),
                area,
                asked.scale() == null ? 1 : asked.scale(),
                asked.maxWidth() == null ? Integer.MAX_VALUE : asked.maxWidth(),
                Boolean.TRUE.equals(asked.showCursor()));
        try {
            // The pointer moves without anything being drawn.
            Optional<String> tag = shot.pointer()
                    ? Optional.empty()
                    : Optional.of(
                            "\"" + desktop.screen().version() + "-" + Integer.toHexString(shot.hashCode()) + "\"");
            if (tag.isPresent() && tag.equals(call.header("If-None-Match"))) {
                return new Answer.Bytes(304, shot.format().mime(), new byte[0], Map.of("ETag", tag.get()));
            }
            Screen.Picture picture = desktop.screen().picture(shot);
            Map<String, String> headers = measures(picture, area);
            tag.ifPresent(it -> headers.put("ETag", it));
            return new Answer.Bytes(picture.format().mime(), picture.bytes(), headers);
        } catch (XException.Unavailable e) {
            throw e; // without a desktop it is not the picture that failed
        } catch (XException e) {
            throw new Refusal(502, "desktop_screenshot_failed", DesktopRefusals.sentence(e));
        }
    }

    /** With these, places on the picture become places on the screen: offset + place / scale. */
    private static Map<String, String> measures(Screen.Picture picture, Shot.@Nullable Area area) {
        int shown = area == null ? picture.screen().width() : area.width();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Image-Size", picture.size().toString());
        headers.put("X-Screen-Size", picture.screen().toString());
        headers.put("X-Scale", Double.toString((double) picture.size().width() / shown));
        headers.put("X-Offset", area == null ? "0,0" : area.x() + "," + area.y());
        return headers;
    }

    private Shot.Area visible(XWindow window) throws XException, InterruptedException {
        Size screen = desktop.server().call(XConnection::size);
        int left = Math.clamp(window.x(), 0, screen.width());
        int top = Math.clamp(window.y(), 0, screen.height());
        int right = Math.clamp((long) window.x() + window.size().width(), 0, screen.width());
        int bottom = Math.clamp((long) window.y() + window.size().height(), 0, screen.height());
        if (right <= left || bottom <= top) {
            throw Refusal.conflict("Nothing of the window is on the screen; move it there first.");
        }
        return new Shot.Area(left, top, right - left, bottom - top);
    }
}
