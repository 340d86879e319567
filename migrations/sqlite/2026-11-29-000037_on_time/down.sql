ALTER TABLE reports DROP COLUMN on_behalf;
ALTER TABLE obligations DROP COLUMN came_late;
