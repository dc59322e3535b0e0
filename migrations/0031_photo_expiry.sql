-- Evidence that has expired is looked for every hour: without an index among all photos.

create index photo_expires_idx on photo (expires_on) where expires_on is not null;
