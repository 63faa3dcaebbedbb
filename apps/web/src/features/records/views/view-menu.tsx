import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconPencil, IconTrash } from '@tabler/icons-react';

interface ViewMenuProps {
  name: string;
  onRename: () => void;
  onDelete: () => void;
}

/** What can be done to a saved view. */
export function ViewMenu({ name, onRename, onDelete }: ViewMenuProps) {
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <ActionIcon size={20} variant="subtle" color="gray" aria-label={`Change the view ${name}`}>
          <IconDots size={13} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={14} />} onClick={onRename}>
          Rename
        </Menu.Item>
        <Menu.Item leftSection={<IconTrash size={14} />} onClick={onDelete}>
          Delete view
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
