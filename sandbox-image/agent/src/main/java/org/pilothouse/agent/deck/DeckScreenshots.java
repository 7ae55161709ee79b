package org.pilothouse.agent.deck;

import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.api.Api;
import org.pilothouse.agent.api.Field;
import org.pilothouse.agent.api.Operation;
import org.pilothouse.agent.desktop.Desktop;
import org.pilothouse.agent.screen.Screen;
import org.pilothouse.agent.screen.Shot;
import org.pilothouse.agent.x11.PointerState;
import org.pilothouse.agent.x11.XConnection;

/** {@code /computeruse/screenshot*}: pictures in base64. */
final class DeckScreenshots {
    static final int EDGE = 32_767;
    private static final String PATH = "/computeruse/screenshot";

    private final Desktop desktop;

    DeckScreenshots(Desktop desktop) {
        this.desktop = desktop;
    }

    enum Format {
        PNG,
        JPEG,
        WEBP
    }

    record Whole(
            @Field(value = "The pointer, as it looks", otherwise = "true") @Nullable
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

            @Field(value = "The pointer, as it looks", otherwise = "true") @Nullable
            Boolean showCursor) {
        Shot.Area area() {
            return new Shot.Area(x, y, width, height);
        }
    }

    record Compressed(
            @Field(value = "The pointer, as it looks", otherwise = "true") @Nullable
            Boolean showCursor,

            @Field(otherwise = "\"png\"") @Nullable Format format,

            @Field(value = "Of jpeg and webp", min = 1, max = 100, otherwise = "85") @Nullable
            Integer quality,

            @Field(min = 0.1, max = 1, otherwise = "1.0") @Nullable
            Double scale) {}

    record CompressedRegion(
            @Field(required = true, min = 0, max = EDGE, example = "10")
            Integer x,

            @Field(required = true, min = 0, max = EDGE, example = "10")
            Integer y,

            @Field(required = true, min = 1, max = EDGE, example = "300")
            Integer width,

            @Field(required = true, min = 1, max = EDGE, example = "200")
            Integer height,

            @Field(value = "The pointer, as it looks", otherwise = "true") @Nullable
            Boolean showCursor,

            @Field(otherwise = "\"png\"") @Nullable Format format,

            @Field(value = "Of jpeg and webp", min = 1, max = 100, otherwise = "85") @Nullable
            Integer quality,

            @Field(min = 0.1, max = 1, otherwise = "1.0") @Nullable
            Double scale) {}

    record Place(int x, int y) {}

    record Picture(
            @Field(required = true, value = "In base64") String screenshot,
            @Nullable Place cursorPosition,
            @Nullable Integer sizeBytes,
            @Field("px of the picture") int width,
            int height,

            @Field("A place on the picture, divided by this, is one on the screen or region")
            double scale) {}

    void addTo(Api api) {
        api.add(picture(Operation.get(PATH, "A picture of the screen, as PNG").query(Whole.class))
                .by((_, asked) -> take(null, new Compressed(asked.showCursor(), null, null, null), false)));
        api.add(picture(Operation.get(PATH + "/region", "A picture of a part of the screen, as PNG")
                        .query(Region.class))
                .by((_, asked) -> take(asked.area(), new Compressed(asked.showCursor(), null, null, null), false)));
        api.add(picture(Operation.get(PATH + "/compressed", "A picture of the screen, smaller")
                        .query(Compressed.class))
                .by((_, asked) -> take(null, asked, true)));
        api.add(picture(Operation.get(PATH + "/region/compressed", "A picture of a part of the screen, smaller")
                        .query(CompressedRegion.class))
                .by((_, asked) -> take(
                        new Shot.Area(asked.x(), asked.y(), asked.width(), asked.height()),
                        new Compressed(asked.showCursor(), asked.format(), asked.quality(), asked.scale()),
                        true)));
    }

    private static <T> Operation<T> picture(Operation<T> operation) {
        return operation.tag("computeruse").gives(Picture.class).refuses(503, "desktop_unavailable");
    }

    private Picture take(Shot.@Nullable Area area, Compressed asked, boolean sized) throws InterruptedException {
        boolean pointer = !Boolean.FALSE.equals(asked.showCursor());
        Shot shot = new Shot(
                Screen.Format.valueOf((asked.format() == null ? Format.PNG : asked.format()).name()),
                asked.quality() == null ? Shot.DEFAULT_QUALITY : asked.quality(),
                area,
                asked.scale() == null ? 1 : asked.scale(),
                Integer.MAX_VALUE,
                pointer);
        return Acting.look(Map.of(), () -> {
            Screen.Picture picture = desktop.screen().picture(shot);
            PointerState at = desktop.server().call(XConnection::pointer);
            int shown = area == null ? picture.screen().width() : area.width();
            return new Picture(
                    Base64.getEncoder().encodeToString(picture.bytes()),
                    new Place(at.x(), at.y()),
                    sized ? picture.bytes().length : null,
                    picture.size().width(),
                    picture.size().height(),
                    (double) picture.size().width() / shown);
        });
    }
}
