/** What the console remembers between starts: settings in one file, secrets in another. */
@NullMarked
package org.pilothouse.app.config;

import org.jspecify.annotations.NullMarked;
